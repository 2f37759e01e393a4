import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { UserDetail } from "@/lib/admin/get-user";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonForm } from "./reason-form";

export interface UserActsProps {
  user: UserDetail;
  asksForProof: boolean;
  actions: Record<"suspend" | "resume" | "endSessions" | "sendResetLink" | "grant" | "revoke", FormAction>;
}

const HINT = "Recorded in the audit log.";

function SignedIn({ user, actions }: UserActsProps) {
  const devices = user.sessions === 1 ? "on 1 device" : `on ${user.sessions} devices`;
  return (
    <Card
      title="Sessions"
      description={
        user.sessions === 0
          ? "They are not signed in anywhere."
          : `They are signed in ${devices}. Ending all sessions also cancels a pending change of e-mail address. They can sign in again afterwards.`
      }
    >
      {user.sessions > 0 && (
        <ReasonForm action={actions.endSessions} disclosure="End all sessions…" submit="End all sessions" hint={HINT}>
          <input type="hidden" name="id" value={user.id} />
        </ReasonForm>
      )}
    </Card>
  );
}

function Password({ user, actions }: UserActsProps) {
  return (
    <Card
      title={user.has_password ? "Password" : "First password"}
      description={`Mails them a link to choose one. It works once, for ${RESET_LIFETIME}, and goes only to their mailbox. Until they use it, nothing changes.`}
    >
      <ReasonForm action={actions.sendResetLink} disclosure="Send reset link…" submit="Send reset link" hint={HINT}>
        <input type="hidden" name="id" value={user.id} />
      </ReasonForm>
    </Card>
  );
}

function SystemAdmin({ user, actions, asksForProof }: UserActsProps) {
  const id = <input type="hidden" name="id" value={user.id} />;
  if (user.is_system_admin) {
    return (
      <Card
        tone="danger"
        title="System admin"
        description="They have full access to this console. Revoking it signs them out everywhere."
      >
        <ReasonForm
          action={actions.revoke}
          disclosure="Revoke system admin…"
          submit="Revoke system admin"
          variant="danger"
          hint={HINT}
          asksForProof={asksForProof}
        >
          {id}
        </ReasonForm>
      </Card>
    );
  }
  return (
    <Card
      tone="danger"
      title="System admin"
      description="Gives them full access to this console. They are signed out everywhere and have to sign in again."
    >
      <ReasonForm
        action={actions.grant}
        disclosure="Make system admin…"
        submit="Make system admin"
        variant="danger"
        hint={HINT}
        asksForProof={asksForProof}
      >
        {id}
      </ReasonForm>
    </Card>
  );
}

/** Which organizations a suspension would leave without an admin who can sign in. */
function Dependent({ user: { organizations } }: UserActsProps) {
  const dependent = organizations.filter(({ depends_on_them }) => depends_on_them);
  if (dependent.length === 0) return null;
  return (
    <Alert tone="warning" title="No other admin can sign in">
      Suspending them leaves {dependent.map(({ name }) => name).join(", ")} without an admin. You can invite one from the
      organization’s page.
    </Alert>
  );
}

function Suspension(props: UserActsProps) {
  const { user, actions } = props;
  const isAdmin = user.is_system_admin || user.organizations.some(({ role }) => role === "org_admin");
  const id = <input type="hidden" name="id" value={user.id} />;
  if (user.suspended_at !== null) {
    return (
      <Card
        title="Resume"
        description={`Lets ${user.name} sign in again, with the password and the organizations they had.`}
      >
        <ReasonForm
          action={actions.resume}
          disclosure={`Resume ${user.name}…`}
          submit="Resume"
          hint={HINT}
          asksForProof={props.asksForProof && isAdmin}
        >
          {id}
        </ReasonForm>
      </Card>
    );
  }
  return (
    <Card
      tone="danger"
      title="Suspend"
      description="Signs them out everywhere and refuses further sign-ins, as if the password were wrong. What they created stays, and you can resume them."
    >
      <Dependent {...props} />
      <ReasonForm
        action={actions.suspend}
        disclosure={`Suspend ${user.name}…`}
        submit="Suspend"
        variant="danger"
        hint={HINT}
      >
        {id}
      </ReasonForm>
    </Card>
  );
}

/** What a system admin can do about a person. What nobody does to themselves is not offered. */
export function UserActs(props: UserActsProps) {
  const { is_you, is_system_admin, suspended_at } = props.user;
  const suspended = suspended_at !== null;
  return (
    <>
      {!suspended && <SignedIn {...props} />}
      {!suspended && <Password {...props} />}
      {!is_you && (is_system_admin || !suspended) && <SystemAdmin {...props} />}
      {!is_you && <Suspension {...props} />}
    </>
  );
}
