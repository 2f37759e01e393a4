import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { BillingView } from "@/lib/billing/schemas";
import { priceWords } from "@/lib/credits/price-words";

type Purchase = BillingView["purchases"][number];

const COLUMNS: Column<Purchase>[] = [
  {
    key: "credits",
    header: "Credits",
    primary: true,
    cell: ({ credits, credits_taken_back }) => (
      <>
        {credits.toLocaleString("en")} credits
        {credits_taken_back > 0 && (
          <span className="font-normal text-muted">
            {" "}
            ({credits_taken_back.toLocaleString("en")} taken back after a refund or dispute)
          </span>
        )}
      </>
    ),
  },
  {
    key: "price",
    header: "Price",
    numeric: true,
    isPlain: true,
    cell: ({ price_cents, currency }) => priceWords(price_cents, currency),
  },
  { key: "paid", header: "Paid", isSorted: true, isPlain: true, cell: ({ paid_at }) => <Time at={paid_at} show="day" /> },
];

export function PurchaseTable({ purchases }: { purchases: Purchase[] }) {
  return (
    <section className="grid grid-cols-1 gap-4">
      <h2 className="text-base font-semibold">Latest purchases</h2>
      <Table caption="Latest purchases of credits" columns={COLUMNS} rows={purchases} rowKey={({ id }) => id} />
    </section>
  );
}
