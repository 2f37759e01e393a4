import type { Metadata } from "next";
import { ConfigurationTable } from "@/components/admin/configuration-table";
import { SettingCard } from "@/components/admin/setting-card";
import { PageHeader } from "@/components/ui/page-header";
import { listSettings } from "@/lib/admin/list-settings";
import { requireSystemAdmin } from "@/lib/web/require";
import { AdminFrame } from "../admin-frame";
import { submitSetting } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const caller = await requireSystemAdmin("/admin/settings");
  const { items, configuration } = await listSettings(caller, {});
  return (
    <AdminFrame caller={caller} current="settings">
      <PageHeader
        breadcrumb={[{ label: "System console", href: "/admin" }, { label: "Settings" }]}
        title="Settings"
        description="What can be switched while the system runs. A change holds from the next request on."
      />
      {items.map((setting) => (
        <SettingCard key={setting.name} setting={setting} action={submitSetting} />
      ))}
      <section className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="text-base font-semibold">Configuration</h2>
          <p className="max-w-[62ch] text-sm text-muted">
            What this process was started with. It is changed in the environment, with a restart. Secrets are not shown.
          </p>
        </div>
        <ConfigurationTable facts={configuration} />
      </section>
    </AdminFrame>
  );
}
