import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { OrganizationPerson } from "@/lib/admin/get-organization";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

const COLUMNS: Column<OrganizationPerson>[] = [
  {
    key: "person",
    header: "Person",
    primary: true,
    cell: ({ user }) => (
      <span className="grid min-w-0">
        <TextLink href={`/admin/users/${user.id}`} className="w-fit wrap-anywhere">
          {user.name}
        </TextLink>
        <span className="font-normal break-all text-muted">{user.email}</span>
      </span>
    ),
  },
  { key: "role", header: "Role", cell: ({ role }) => <Badge>{ROLE_WORDS[role]}</Badge> },
  { key: "seen", header: "Last seen", cell: ({ last_seen_at: at }) => (at === null ? "Never" : <Time at={at} relative />) },
  { key: "joined", header: "Joined", cell: ({ joined_at }) => <Time at={joined_at} /> },
];

export function OrganizationPeople({ people }: { people: OrganizationPerson[] }) {
  return (
    <Table
      caption="Members of the organization"
      columns={COLUMNS}
      rows={people}
      rowKey={({ user }) => user.id}
      empty={<p className="text-sm text-muted">This organization has no members.</p>}
    />
  );
}
