import { Badge } from "@/components/ui/badge";
import { NamedCell } from "@/components/ui/named-cell";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { UserRow } from "@/lib/admin/list-users";

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
            {suspended_at !== null && <Badge tone="danger">Suspended</Badge>}
          </>
        }
        detail={email}
      />
    ),
  },
  { key: "organizations", header: "Organizations", numeric: true, cell: ({ organizations }) => organizations },
  { key: "joined", header: "Joined", cell: ({ created_at }) => <Time at={created_at} show="day" /> },
];

export function UserTable({ users }: { users: UserRow[] }) {
  return <Table caption="Users" columns={COLUMNS} rows={users} rowKey={({ id }) => id} />;
}
