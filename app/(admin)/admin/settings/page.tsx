import type { Metadata } from "next";
import { Facts } from "@/components/ui/facts";
import { SettingCard } from "@/components/admin/setting-card";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listSettings } from "@/lib/admin/list-settings";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../admin-frame";
import { submitSetting } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const caller = await requireSystemAdmin();
  const { items, configuration } = await listSettings(caller, {});
  return (
    <AdminFrame caller={caller} current="settings">
      <PageHeader title="Settings" description="A change takes effect at the next request, without a restart." />
      {items.map((setting) => (
        <SettingCard key={setting.name} setting={setting} action={submitSetting} />
      ))}
      <Card
        title="Configuration"
        description="The configuration of this process. To change it, change the environment and restart. Secrets are not shown."
      >
        <Facts
          facts={configuration.map(({ name, value }) => [
            <code key={name} className="font-mono text-xs">
              {name}
            </code>,
            value,
          ])}
        />
      </Card>
    </AdminFrame>
  );
}
