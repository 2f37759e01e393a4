import type { Metadata } from "next";
import { Figures } from "@/components/admin/figures";
import { AddModelPrice, ModelPrices } from "@/components/admin/model-prices";
import { SettingCard } from "@/components/admin/setting-card";
import { ModelUsageTable, OrganizationUsageTable } from "@/components/admin/usage-tables";
import { BarChart } from "@/components/charts/bar-chart";
import { startOf } from "@/components/charts/values";
import { WeekChange } from "@/components/charts/week-change";
import { Card, CardGroup } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { number } from "@/components/usage/words";
import { listSettings } from "@/lib/admin/list-settings";
import { microUsd } from "@/lib/credits/amounts";
import { dollarWords } from "@/lib/credits/dollars";
import { listModelPrices } from "@/lib/credits/list-model-prices";
import { getFleetUsage } from "@/lib/usage/get-fleet-usage";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../admin-frame";
import { submitPrice, submitSwitch } from "./actions";

export const metadata: Metadata = { title: "AI usage" };

const SWITCHES: readonly string[] = ["ai_enabled", "ai_overage_enabled"];

const countOf = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

export default async function AiUsagePage() {
  const caller = await requireSystemAdmin();
  const { totals, days, models, organizations, now } = await getFleetUsage(caller, {});
  const { items: settings } = await listSettings(caller, {});
  const { items: prices } = await listModelPrices(caller, {});
  const credits = days.map((day) => ({ day: day.day, value: day.credits }));
  const calls = days.map((day) => ({ day: day.day, value: day.calls }));
  const start = startOf(credits, calls);
  return (
    <AdminFrame caller={caller} current="ai">
      <PageHeader
        title="AI usage"
        description="What all organizations used in the last 30 days (UTC), the system’s switches, and what models cost."
      />
      <Figures
        label="Totals of the last 30 days"
        figures={[
          { label: "Calls", value: number(totals.calls), aside: `${number(totals.unsuccessful)} unsuccessful` },
          {
            label: "Credits used",
            value: number(totals.credits),
            aside: totals.unbilled > 0 ? `${number(totals.unbilled)} more were not covered` : undefined,
          },
          { label: "Cost of the models", value: dollarWords(microUsd(totals.cost_microusd)), aside: "by the prices below" },
          {
            label: "Purchased, not used yet",
            value: number(now.purchased),
            aside: `${number(now.reserved)} reserved now`,
          },
        ]}
      />
      <CardGroup>
        {settings
          .filter(({ name }) => SWITCHES.includes(name))
          .map((setting) => (
            <SettingCard key={setting.name} setting={setting} action={submitSwitch} />
          ))}
      </CardGroup>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Card title="Credits per day" description="Of all organizations, by the day on which a call started.">
          <WeekChange values={credits.slice(start)} />
          <BarChart title="Credits per day" unit="Credits" values={credits.slice(start)} />
        </Card>
        <Card title="Calls per day" description="Including those that failed or were stopped.">
          <WeekChange values={calls.slice(start)} />
          <BarChart title="Calls per day" unit="Calls" values={calls.slice(start)} />
        </Card>
      </div>
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">By model</h2>
        <ModelUsageTable models={models} />
      </section>
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">Organizations that used most</h2>
        <OrganizationUsageTable organizations={organizations} />
      </section>
      <section className="grid grid-cols-1 gap-4">
        <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
          <div className="grid gap-1">
            <h2 className="text-base font-semibold">Prices of models</h2>
            <p className="max-w-[62ch] text-sm text-muted">
              What a model costs you. A model without a price is not called; organizations pay in credits, whatever the
              model.
            </p>
          </div>
          <AddModelPrice action={submitPrice} />
        </div>
        <ModelPrices prices={prices} action={submitPrice} />
      </section>
      <CardGroup>
        <Card
          title="Ledger"
          description="Compares the account of every organization with its ledger and its calls. This reads all of them, so it can take a moment."
          action={
            <LinkButton href="/admin/ai/ledger" variant="secondary">
              Check the ledger
            </LinkButton>
          }
        />
        <Card
          title="Expired reservations"
          description={
            now.expired === 0
              ? "Calls that nobody settled within 15 minutes, because a process ended or the database was away. None waits to be tidied up."
              : `Calls that nobody settled within 15 minutes. ${countOf(now.expired, "call waits", "calls wait")} to be tidied up by the next job. The reserved credits are free already.`
          }
          action={
            <LinkButton href="/admin/ai/expired-calls" variant="secondary">
              Show them
            </LinkButton>
          }
        />
      </CardGroup>
    </AdminFrame>
  );
}
