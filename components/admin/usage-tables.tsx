import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { number } from "@/components/usage/words";
import { microUsd } from "@/lib/credits/amounts";
import { dollarWords } from "@/lib/credits/dollars";
import type { ModelUsage, OrganizationUsage, Sums } from "@/lib/usage/fleet-view";

const CALLS = {
  key: "calls",
  header: "Calls",
  numeric: true,
  cell: ({ calls, unsuccessful }: Sums) => (
    <>
      {number(calls)}
      {unsuccessful > 0 && <span className="block text-xs">{number(unsuccessful)} unsuccessful</span>}
    </>
  ),
} as const;

const CREDITS = { key: "credits", header: "Credits", numeric: true, cell: ({ credits }: Sums) => number(credits) } as const;

const COST = {
  key: "cost",
  header: "Cost",
  numeric: true,
  cell: ({ cost_microusd }: Sums) => dollarWords(microUsd(cost_microusd)),
} as const;

const MODELS: Column<ModelUsage>[] = [
  {
    key: "model",
    header: "Model",
    primary: true,
    cell: ({ model }) => <code className="font-mono wrap-anywhere">{model}</code>,
  },
  CALLS,
  {
    key: "tokens",
    header: "Tokens in / out",
    numeric: true,
    isExtra: true,
    cell: ({ input_tokens, output_tokens }) => `${number(input_tokens)} / ${number(output_tokens)}`,
  },
  CREDITS,
  COST,
];

export function ModelUsageTable({ models }: { models: ModelUsage[] }) {
  return (
    <Table
      caption="Usage by model"
      columns={MODELS}
      rows={models}
      rowKey={({ model }) => model}
      empty={<p className="text-sm text-muted">No model was called in the last 30 days.</p>}
    />
  );
}

const ORGANIZATIONS: Column<OrganizationUsage>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ organization: { id, name, slug } }) => (
      <NamedCell name={name} href={`/admin/organizations/${id}`} detail={slug} square />
    ),
  },
  CALLS,
  CREDITS,
  COST,
];

export function OrganizationUsageTable({ organizations }: { organizations: OrganizationUsage[] }) {
  return (
    <Table
      caption="Organizations that used most"
      columns={ORGANIZATIONS}
      rows={organizations}
      rowKey={({ organization }) => organization.id}
      empty={<p className="text-sm text-muted">No organization used credits in the last 30 days.</p>}
    />
  );
}
