import { Badge } from "@/components/ui/badge";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { MemberView } from "@/lib/memberships/list-members";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";
import { Form } from "./form";
import { RoleFields } from "./role-fields";

export interface MemberListProps {
  members: MemberView[];
  slug: string;
  organizationName: string;
  /** Whether the viewer may change roles and remove members. */
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
      <RoleFields member={member} />
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
    <ConfirmForm
      action={removeAction}
      tone="danger"
      size="sm"
      trigger={
        <>
          Remove…<span className="sr-only">{member.user.name}</span>
        </>
      }
      title={`Remove ${member.user.name}?`}
      description={`They lose access to ${organizationName} immediately. What they created stays.`}
      submit="Remove"
    >
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="id" value={member.id} />
    </ConfirmForm>
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

/** The members of an organization. Viewers who may change roles and remove members also get the forms for this. */
export function MemberList(props: MemberListProps) {
  return <Table caption="Members" columns={columns(props)} rows={props.members} rowKey={({ id }) => id} />;
}
