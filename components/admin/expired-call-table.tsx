import { actionWords } from "@/components/audit/audit-words";
import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { number } from "@/components/usage/words";
import type { ExpiredCall } from "@/lib/usage/fleet-view";

const COLUMNS: Column<ExpiredCall>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ organization: { id, name }, operation, model }) => (
      <NamedCell name={name} href={`/admin/organizations/${id}`} detail={`${actionWords(operation)}, ${model}`} square />
    ),
  },
  { key: "reserved", header: "Reserved", numeric: true, cell: ({ reserved }) => number(reserved) },
  {
    key: "state",
    header: "State",
    isPlain: true,
    cell: ({ is_released }) =>
      is_released ? <Badge tone="success">Released</Badge> : <Badge tone="warning">Not yet tidied up</Badge>,
  },
  { key: "expired", header: "Expired", isSorted: true, cell: ({ expires_at }) => <Time at={expires_at} relative /> },
];

/** The calls that nobody settled. */
export function ExpiredCallTable({ calls }: { calls: ExpiredCall[] }) {
  return <Table caption="Expired reservations" columns={COLUMNS} rows={calls} rowKey={({ id }) => id} />;
}
