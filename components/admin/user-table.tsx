import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { UserRow } from "@/lib/admin/list-users";
import { Standing } from "./standing";

const COLUMNS: Column<UserRow>[] = [
  {
    key: "user",
    header: "User",
    primary: true,
    cell: ({ id, name, email, is_system_admin, suspended_at }) => (
      <NamedCell
        name={name}
        href={`/admin/users/${id}`}
        badges={
          <>
            {is_system_admin && <Badge tone="info">System admin</Badge>}
            {suspended_at !== null && (
              <span className="@min-[46rem]:hidden">
                <Badge tone="danger">Suspended</Badge>
              </span>
            )}
          </>
        }
        detail={email}
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
    key: "organizations",
    header: "Organizations",
    numeric: true,
    isExtra: true,
    cell: ({ organizations }) => organizations,
  },
  {
    key: "joined",
    header: "Joined",
    isExtra: true,
    isSorted: true,
    cell: ({ created_at }) => <Time at={created_at} show="day" />,
  },
];

export function UserTable({ users }: { users: UserRow[] }) {
  return <Table isSpread caption="Users" columns={COLUMNS} rows={users} rowKey={({ id }) => id} />;
}
