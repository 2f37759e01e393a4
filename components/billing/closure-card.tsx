import { Card } from "@/components/ui/card";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { ClosuresView } from "@/lib/billing/schemas";

type Closure = ClosuresView["failing"][number];

const COLUMNS: Column<Closure>[] = [
  {
    key: "customer",
    header: "Customer",
    primary: true,
    cell: ({ customer, last_error, attempts }) => (
      <span className="grid gap-0.5 py-1.5">
        <span className="font-mono text-xs break-all">{customer}</span>
        <span className="text-xs font-normal wrap-anywhere text-danger">
          {last_error} ({attempts === 1 ? "1 attempt" : `${attempts} attempts`})
        </span>
      </span>
    ),
  },
  { key: "deleted", header: "Deleted", isPlain: true, cell: ({ deleted_at }) => <Time at={deleted_at} /> },
  { key: "next", header: "Next attempt", isPlain: true, cell: ({ next_attempt_at }) => <Time at={next_attempt_at} /> },
];

/** The customers of deleted organizations who may still be charged. */
export function ClosureCard({ closures: { failing, failing_count } }: { closures: ClosuresView }) {
  return (
    <Card
      title="Subscriptions that could not be canceled yet"
      description={`Their organizations were deleted, and Stripe may still charge the customers. Each is tried again until it works.${
        failing_count > failing.length ? ` These are the oldest ${failing.length} of ${failing_count}.` : ""
      }`}
    >
      <Table
        caption="Customers of deleted organizations"
        columns={COLUMNS}
        rows={failing}
        rowKey={({ customer }) => customer}
      />
    </Card>
  );
}
