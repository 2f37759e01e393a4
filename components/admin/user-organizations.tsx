import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { UserOrganization } from "@/lib/admin/get-user";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { Standing } from "./standing";

const COLUMNS: Column<UserOrganization>[] = [
  {
    key: "organization",
    header: "Organization",
    primary: true,
    cell: ({ id, name }) => (
      <TextLink href={`/admin/organizations/${id}`} className="wrap-anywhere">
        {name}
      </TextLink>
    ),
  },
  { key: "role", header: "Role", isPlain: true, cell: ({ role }) => ROLE_WORDS[role] },
  { key: "joined", header: "Joined", cell: ({ joined_at }) => <Time at={joined_at} show="day" /> },
  { key: "standing", header: "Status", isPlain: true, cell: ({ suspended }) => <Standing suspended={suspended} /> },
];

export function UserOrganizations({ organizations }: { organizations: UserOrganization[] }) {
  return (
    <Table
      caption="Organizations of the user"
      columns={COLUMNS}
      rows={organizations}
      rowKey={({ id }) => id}
      empty={<p className="text-sm text-muted">This user belongs to no organization.</p>}
    />
  );
}
