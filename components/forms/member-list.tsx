import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { MemberView } from "@/lib/memberships/list-members";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { Form } from "./form";
import { RecentProofField } from "./recent-proof-field";
import { RoleSelect } from "./role-select";

export interface MemberListProps {
  members: MemberView[];
  slug: string;
  organizationName: string;
  /** Whether the reader may change roles and remove members. */
  mayManage: boolean;
  roleAction: FormAction;
  removeAction: FormAction;
}

function Person({ member: { user, is_you, is_system_admin } }: { member: MemberView }) {
  return (
    <span className="grid min-w-0">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {user.name}
        {is_you && <Badge tone="current">You</Badge>}
        {is_system_admin && <Badge tone="info">System admin</Badge>}
      </span>
      <span className="text-sm font-normal break-all text-muted">{user.email}</span>
    </span>
  );
}

function RoleForm({ member, slug, action }: { member: MemberView; slug: string; action: FormAction }) {
  return (
    <Form action={action}>
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="id" value={member.id} />
      <div className="flex min-w-48 flex-wrap gap-x-2 gap-y-4">
        <RoleSelect className="min-w-28 flex-1" defaultValue={member.role} aria-label={`Role of ${member.user.name}`} />
        <RecentProofField />
        <SubmitButton variant="secondary" size="sm">
          Save
          <span className="sr-only">role of {member.user.name}</span>
        </SubmitButton>
      </div>
    </Form>
  );
}

function Removal({
  member,
  props: { slug, organizationName, removeAction },
}: {
  member: MemberView;
  props: MemberListProps;
}) {
  return (
    <Confirm
      id={`remove-${member.id}`}
      trigger={
        <>
          Remove…<span className="sr-only">{member.user.name}</span>
        </>
      }
      title={`Remove ${member.user.name}?`}
      size="sm"
      form={
        <Form action={removeAction}>
          <input type="hidden" name="org" value={slug} />
          <input type="hidden" name="id" value={member.id} />
          <SubmitButton variant="danger">Remove</SubmitButton>
        </Form>
      }
    >
      They lose access to {organizationName} immediately. What they created stays.
    </Confirm>
  );
}

function columns(props: MemberListProps): Column<MemberView>[] {
  const role = (member: MemberView) =>
    props.mayManage && !member.is_you ? (
      <RoleForm member={member} slug={props.slug} action={props.roleAction} />
    ) : (
      <Badge>{ROLE_WORDS[member.role]}</Badge>
    );
  const seen = ({ last_seen_at: at }: MemberView) => (at === null ? "Never" : <Time at={at} relative />);
  const actions = (member: MemberView) =>
    props.mayManage && !member.is_you ? <Removal member={member} props={props} /> : null;
  return [
    { key: "person", header: "Person", primary: true, cell: (member) => <Person member={member} /> },
    { key: "role", header: "Role", cell: role },
    { key: "seen", header: "Last seen", cell: seen },
    { key: "joined", header: "Joined", cell: (member) => <Time at={member.joined_at} /> },
    { key: "actions", header: "Actions", actions: true, cell: actions },
  ];
}

/** The members of an organization. Readers with the right to change roles or remove members get the forms for this. */
export function MemberList(props: MemberListProps) {
  return <Table caption="Members" columns={columns(props)} rows={props.members} rowKey={({ id }) => id} />;
}
