import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { OrganizationRow } from "@/lib/admin/list-organizations";

const COLUMNS: Column<OrganizationRow>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ id, name, slug, is_personal, suspended_at }) => (
      <NamedCell
        name={name}
        href={`/admin/organizations/${id}`}
        badges={
          <>
            {is_personal && <Badge>Personal</Badge>}
            {suspended_at !== null && <Badge tone="danger">Suspended</Badge>}
          </>
        }
        detail={slug}
        square
      />
    ),
  },
  { key: "members", header: "Members", numeric: true, cell: ({ members }) => members },
  { key: "created", header: "Created", cell: ({ created_at }) => <Time at={created_at} show="day" /> },
];

export function OrganizationTable({ organizations }: { organizations: OrganizationRow[] }) {
  return <Table caption="Organizations" columns={COLUMNS} rows={organizations} rowKey={({ id }) => id} />;
}
