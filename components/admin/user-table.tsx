import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { UserRow } from "@/lib/admin/list-users";
import { Standing } from "./standing";

const COLUMNS: Column<UserRow>[] = [
  {
    key: "user",
    header: "User",
    primary: true,
    cell: ({ id, name, email, is_system_admin }) => (
      <span className="grid min-w-0">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <TextLink href={`/admin/users/${id}`} className="wrap-anywhere">
            {name}
          </TextLink>
          {is_system_admin && <Badge tone="info">System admin</Badge>}
        </span>
        <span className="font-normal break-all text-muted">{email}</span>
      </span>
    ),
  },
  { key: "organizations", header: "Organizations", numeric: true, cell: ({ organizations }) => organizations },
  { key: "joined", header: "Joined", cell: ({ created_at }) => <Time at={created_at} /> },
  { key: "standing", header: "Status", cell: ({ suspended_at }) => <Standing suspended={suspended_at !== null} /> },
];

export function UserTable({ users }: { users: UserRow[] }) {
  return <Table caption="Users" columns={COLUMNS} rows={users} rowKey={({ id }) => id} />;
}
