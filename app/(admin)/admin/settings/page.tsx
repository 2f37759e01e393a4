import type { Metadata } from "next";
import { Facts } from "@/components/ui/facts";
import { SettingCard } from "@/components/admin/setting-card";
import { Card, CardColumn } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listSettings } from "@/lib/admin/list-settings";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../admin-frame";
import { submitSetting } from "./actions";

export const metadata: Metadata = { title: "Settings" };

/** The variables by what they are about: the first group whose expression fits a name. */
const GROUPS = [
  { title: "Metrics", holds: /^METRICS|^OTEL/ },
  { title: "Secrets", holds: /SECRET|_KEY_|_TOKEN/ },
  { title: "Sessions and passwords", holds: /^SESSION|PASSWORD/ },
  { title: "Limits and retention", holds: /^RATE|^UPSTASH|^AUDIT/ },
  { title: "Mail", holds: /^SMTP/ },
  { title: "App", holds: /./ },
].reverse();

const groupOf = (name: string) => GROUPS.findLast(({ holds }) => holds.test(name))?.title;

export default async function SettingsPage() {
  const caller = await requireSystemAdmin();
  const { items, configuration, metrics } = await listSettings(caller, {});
  return (
    <AdminFrame caller={caller} current="settings">
      <PageHeader
        title="Settings"
        description="A change made here takes effect at the next request. The configuration below is read-only."
      />
      <CardColumn>
        {items.map((setting) => (
          <SettingCard key={setting.name} setting={setting} action={submitSetting} />
        ))}
        <Card
          title="Configuration"
          description="The environment variables of this process. To change them, change the environment and restart. Secrets are not shown."
        >
          {GROUPS.map(({ title }) => {
            const facts = configuration.filter(({ name }) => groupOf(name) === title);
            return (
              <section key={title} className="grid gap-3 border-t border-border pt-5">
                <h3 className="text-sm font-semibold">{title}</h3>
                {title === "Metrics" && <p className="text-sm text-muted">{metrics}</p>}
                <Facts
                  facts={facts.map(({ name, value }) => [
                    <code key={name} className="block font-mono text-xs leading-5 sm:w-64">
                      {name}
                    </code>,
                    value,
                  ])}
                />
              </section>
            );
          })}
        </Card>
      </CardColumn>
    </AdminFrame>
  );
}
