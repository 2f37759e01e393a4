import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import type { PlanView } from "@/lib/plan-catalog/view";

function Badges({ plan: { is_default, is_public, drift } }: { plan: PlanView }) {
  return (
    <>
      {is_default && <Badge tone="info">Default</Badge>}
      {!is_public && <Badge>Hidden</Badge>}
      {drift.length > 0 && <Badge tone="warning">Needs correction</Badge>}
    </>
  );
}

const price = (amount: string | null, currency: string) => (amount === null ? "–" : `${amount} ${currency.toUpperCase()}`);

const COLUMNS: Column<PlanView>[] = [
  {
    key: "plan",
    header: "Plan",
    primary: true,
    cell: (plan) => (
      <NamedCell
        name={plan.name}
        href={`/admin/plans/${plan.id}`}
        badges={<Badges plan={plan} />}
        detail={plan.slug}
        square
      />
    ),
  },
  {
    key: "monthly",
    header: "Per month",
    numeric: true,
    isExtra: ({ monthly_price }) => monthly_price === null,
    cell: ({ monthly_price, currency }) => price(monthly_price, currency),
  },
  {
    key: "yearly",
    header: "Per year",
    numeric: true,
    isExtra: true,
    cell: ({ yearly_price, currency }) => price(yearly_price, currency),
  },
  { key: "subscribed", header: "Subscribed", numeric: true, cell: ({ subscribed }) => subscribed.toLocaleString("en") },
  {
    key: "granted",
    header: "Granted",
    numeric: true,
    isExtra: ({ granted }) => granted === 0,
    cell: ({ granted }) => granted.toLocaleString("en"),
  },
];

export function PlanTable({ plans }: { plans: PlanView[] }) {
  return <Table isSpread caption="Plans" columns={COLUMNS} rows={plans} rowKey={({ id }) => id} />;
}
