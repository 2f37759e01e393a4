import type { ReactNode } from "react";
import { Address } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { RowMenu } from "@/components/ui/row-menu";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table, type Column } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { InvitationState, InvitationView } from "@/lib/invitations/view";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ConfirmForm } from "./confirm-form";
import { Form } from "./form";
import { RecentProofField } from "./recent-proof-field";

const STATES: Record<InvitationState, { word: string; tone?: Tone }> = {
  open: { word: "Pending", tone: "info" },
  expired: { word: "Expired", tone: "warning" },
  accepted: { word: "Accepted", tone: "success" },
  revoked: { word: "Revoked" },
};

export interface InvitationListProps {
  invitations: InvitationView[];
  slug: string;
  resendAction: FormAction;
  revokeAction: FormAction;
  /** Shown instead of the table if there are none. */
  empty: ReactNode;
}

interface RowFormProps {
  invitation: InvitationView;
  slug: string;
  action: FormAction;
}

const isUnused = ({ state }: InvitationView) => state === "open" || state === "expired";

function Target({ invitation, slug }: Omit<RowFormProps, "action">) {
  return (
    <>
      <input type="hidden" name="org" value={slug} />
      <input type="hidden" name="id" value={invitation.id} />
    </>
  );
}

function Resend({ action, ...target }: RowFormProps) {
  return (
    <Form action={action}>
      <Target {...target} />
      <RecentProofField />
      <SubmitButton variant="ghost" size="menu">
        Resend
        <span className="sr-only">invitation for {target.invitation.email}</span>
      </SubmitButton>
    </Form>
  );
}

function Revoke({ action, ...target }: RowFormProps) {
  const { email } = target.invitation;
  return (
    <ConfirmForm
      action={action}
      tone="danger"
      size="menu"
      trigger={
        <>
          Revoke…<span className="sr-only">invitation for {email}</span>
        </>
      }
      title="Revoke this invitation?"
      description={
        <>
          The link sent to <span className="font-medium wrap-anywhere text-text">{email}</span> stops working.
        </>
      }
      submit="Revoke"
    >
      <Target {...target} />
    </ConfirmForm>
  );
}

function columns({ slug, resendAction, revokeAction }: InvitationListProps): Column<InvitationView>[] {
  const state = (invitation: InvitationView) => (
    <Badge tone={STATES[invitation.state].tone}>{STATES[invitation.state].word}</Badge>
  );
  const actions = (invitation: InvitationView) =>
    isUnused(invitation) ? (
      <RowMenu label={`Actions for ${invitation.email}`}>
        <Resend invitation={invitation} slug={slug} action={resendAction} />
        <Revoke invitation={invitation} slug={slug} action={revokeAction} />
      </RowMenu>
    ) : null;
  const sending = ({ sent_at }: InvitationView) => (
    <>
      <span className="@min-[46rem]:hidden">sent </span>
      <Time at={sent_at} relative show="day" />
    </>
  );
  const expiry = (invitation: InvitationView) =>
    isUnused(invitation) ? (
      <>
        <span className="@min-[46rem]:hidden">expires </span>
        <Time at={invitation.expires_at} show="day" />
      </>
    ) : null;
  return [
    {
      key: "address",
      header: "Address",
      primary: true,
      cell: ({ email }) => (
        <span title={email} className="row-title block wrap-anywhere @min-[46rem]:truncate">
          <Address>{email}</Address>
        </span>
      ),
    },
    { key: "role", header: "Role", isPlain: true, cell: ({ role }) => ROLE_WORDS[role] },
    { key: "state", header: "Status", isAside: true, cell: state },
    // A phone shows one time: when the invitation expires or, if it no longer can, when it was sent.
    { key: "sent", header: "Sent", isPlain: true, isExtra: isUnused, cell: sending },
    { key: "expires", header: "Expires", isPlain: true, cell: expiry },
    { key: "actions", header: "Actions", actions: true, cell: actions },
  ];
}

/** The invited addresses and the state of each invitation. */
export function InvitationList(props: InvitationListProps) {
  const { invitations, empty } = props;
  return <Table caption="Invitations" columns={columns(props)} rows={invitations} rowKey={({ id }) => id} empty={empty} />;
}
