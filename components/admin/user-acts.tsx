import { Alert } from "@/components/ui/alert";
import { Card, CardGroup } from "@/components/ui/card";
import type { UserDetail } from "@/lib/admin/get-user";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { ReasonCard } from "./reason-card";

export interface UserActsProps {
  user: UserDetail;
  asksForProof: boolean;
  actions: Record<"suspend" | "resume" | "endSessions" | "sendResetLink" | "grant" | "revoke", FormAction>;
}

const HINT = "Recorded in the audit log.";

function Sessions({ user, actions }: UserActsProps) {
  const title = "Sessions";
  if (user.sessions === 0)
    return <Card title={title} description="This user is not signed in on any device or API client." />;
  const devices = user.sessions === 1 ? "on 1 device or API client" : `on ${user.sessions} devices or API clients`;
  return (
    <ReasonCard
      title={title}
      description={`This user is signed in ${devices}. Ending all sessions also cancels a pending change of e-mail address. The user can sign in again afterwards.`}
      action={actions.endSessions}
      submit="End all sessions"
      question={`End all sessions of ${user.name}?`}
      id={user.id}
      hint={HINT}
    />
  );
}

function Password({ user, actions }: UserActsProps) {
  return (
    <ReasonCard
      title="Password"
      description={`Sends the user a link to choose a password. The link works once, for ${RESET_LIFETIME}. Nothing changes until they use it.`}
      action={actions.sendResetLink}
      submit={user.has_password ? "Send reset link" : "Send set-up link"}
      question={`Send a ${user.has_password ? "reset" : "set-up"} link to ${user.name}?`}
      id={user.id}
      hint={HINT}
    />
  );
}

function SystemAdmin({ user, actions, asksForProof }: UserActsProps) {
  const shared = { title: "System admin", id: user.id, hint: HINT, asksForProof };
  return user.is_system_admin ? (
    <ReasonCard
      {...shared}
      key="revoke"
      isDanger
      description="This user has full access to this console. Revoking these rights signs them out everywhere."
      action={actions.revoke}
      submit="Revoke system admin"
      question={`Revoke the system admin rights of ${user.name}?`}
    />
  ) : (
    <ReasonCard
      {...shared}
      key="grant"
      description="Gives this user full access to this console. They are signed out everywhere and have to sign in again."
      action={actions.grant}
      submit="Make system admin"
      question={`Make ${user.name} a system admin?`}
    />
  );
}

const names = new Intl.ListFormat("en");

/** The organizations that a suspension would leave without an admin who can sign in. */
function Dependent({ user: { organizations } }: UserActsProps) {
  const dependent = organizations.filter(({ depends_on_them }) => depends_on_them);
  if (dependent.length === 0) return null;
  return (
    <Alert tone="warning" title="No other admin can sign in">
      Suspending this user leaves {names.format(dependent.map(({ name }) => name))} without an admin. You can invite an admin
      from an organization’s page.
    </Alert>
  );
}

function Suspension(props: UserActsProps) {
  const { user, actions, asksForProof } = props;
  const isAdmin = user.is_system_admin || user.organizations.some(({ role }) => role === "org_admin");
  const shared = { id: user.id, hint: HINT };
  return user.suspended_at === null ? (
    <ReasonCard
      {...shared}
      key="suspend"
      isDanger
      title="Suspend"
      description="Signs this user out everywhere and refuses further sign-ins, as if the password were wrong. What they created stays, and you can reactivate them."
      warning={<Dependent {...props} />}
      action={actions.suspend}
      question={`Suspend ${user.name}?`}
      submit="Suspend"
    />
  ) : (
    <ReasonCard
      {...shared}
      key="resume"
      title="Reactivate"
      description={`Lets ${user.name} sign in again, with the password and the organizations they had.`}
      action={actions.resume}
      question={`Reactivate ${user.name}?`}
      submit="Reactivate"
      asksForProof={asksForProof && isAdmin}
    />
  );
}

/**
 * The actions of a system admin on a user. On the system admin's own account, the actions that would be refused are hidden.
 */
export function UserActs(props: UserActsProps) {
  const { is_you, is_system_admin, suspended_at } = props.user;
  const suspended = suspended_at !== null;
  return (
    <>
      <CardGroup>
        {!suspended && <Sessions {...props} />}
        {!suspended && <Password {...props} />}
        {!is_you && (is_system_admin || !suspended) && <SystemAdmin {...props} />}
      </CardGroup>
      {!is_you && <Suspension {...props} />}
    </>
  );
}
