import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { NamedCell } from "@/components/ui/named-cell";
import { RowMenu } from "@/components/ui/row-menu";
import { Seen } from "@/components/ui/seen";
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
    <NamedCell
      name={user.name}
      badges={
        <>
          {is_you && <Badge>You</Badge>}
          {is_system_admin && <Badge tone="info">System admin</Badge>}
        </>
      }
      detail={user.email}
    />
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
      size="menu"
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
      ROLE_WORDS[member.role]
    );
  const actions = (member: MemberView) =>
    props.mayManage && !member.is_you ? (
      <RowMenu label={`Actions for ${member.user.name}`}>
        <LinkButton
          href={`/org/${props.slug}/audit-log?person=${member.user.id}`}
          variant="ghost"
          size="menu"
          className="text-text"
        >
          Show in audit log
        </LinkButton>
        <Removal member={member} props={props} />
      </RowMenu>
    ) : null;
  return [
    { key: "person", header: "Person", primary: true, cell: (member) => <Person member={member} /> },
    {
      key: "seen",
      header: "Last seen",
      isPlain: true,
      isBelow: true,
      cell: (member) => <Seen at={member.last_seen_at} />,
    },
    { key: "joined", header: "Joined", isExtra: true, cell: (member) => <Time at={member.joined_at} show="day" /> },
    { key: "role", header: "Role", isAside: true, cell: role },
    { key: "actions", header: "Actions", actions: true, cell: actions },
  ];
}

/** The members of an organization. Viewers who may change roles and remove members also get the forms for this. */
export function MemberList(props: MemberListProps) {
  return <Table caption="Members" columns={columns(props)} rows={props.members} rowKey={({ id }) => id} />;
}
