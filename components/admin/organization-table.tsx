import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { OrganizationRow } from "@/lib/admin/list-organizations";
import { Standing } from "./standing";

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
            {suspended_at !== null && (
              <span className="@min-[46rem]:hidden">
                <Badge tone="danger">Suspended</Badge>
              </span>
            )}
          </>
        }
        detail={slug}
        square
      />
    ),
  },
  {
    key: "standing",
    header: "Status",
    isExtra: true,
    cell: ({ suspended_at }) => <Standing suspended={suspended_at !== null} />,
  },
  {
    key: "members",
    header: "Members",
    numeric: true,
    isPlain: true,
    cell: ({ members }) => (
      <>
        {members}
        <span className="@min-[46rem]:hidden">{members === 1 ? " member" : " members"}</span>
      </>
    ),
  },
  {
    key: "created",
    header: "Created",
    isExtra: true,
    isSorted: true,
    cell: ({ created_at }) => <Time at={created_at} show="day" />,
  },
];

export function OrganizationTable({ organizations }: { organizations: OrganizationRow[] }) {
  return <Table isSpread caption="Organizations" columns={COLUMNS} rows={organizations} rowKey={({ id }) => id} />;
}
