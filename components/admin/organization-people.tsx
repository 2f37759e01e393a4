import { NamedCell } from "@/components/ui/named-cell";
import { Seen } from "@/components/ui/seen";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { OrganizationPerson } from "@/lib/admin/get-organization";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

const COLUMNS: Column<OrganizationPerson>[] = [
  {
    key: "person",
    header: "Person",
    primary: true,
    cell: ({ user: { id, name, email } }) => <NamedCell name={name} href={`/admin/users/${id}`} detail={email} />,
  },
  { key: "role", header: "Role", isPlain: true, isBelow: true, cell: ({ role }) => ROLE_WORDS[role] },
  {
    key: "seen",
    header: "Last seen",
    isPlain: true,
    cell: ({ last_seen_at }) => <Seen at={last_seen_at} />,
  },
  { key: "joined", header: "Joined", isExtra: true, cell: ({ joined_at }) => <Time at={joined_at} show="day" /> },
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
