import type { ConsoleOrganization } from "@/lib/admin/get-organization";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { FirstAdminFields } from "./first-admin-fields";
import { ReasonCard } from "./reason-card";

export interface OrganizationActsProps {
  organization: ConsoleOrganization;
  asksForProof: boolean;
  actions: Record<"invite" | "suspend" | "resume", FormAction>;
}

const HINT = "Recorded in the audit log, which the organization’s admins can read.";

function FirstAdmin({ organization, asksForProof, actions }: OrganizationActsProps) {
  return (
    <ReasonCard
      title="Invite an admin"
      description="No admin of this organization can sign in. The link works until it expires or the organization has an admin who can sign in. A pending invitation to the same address is replaced."
      action={actions.invite}
      trigger="Invite an admin"
      question={`Invite an admin to ${organization.name}?`}
      submit="Send invitation"
      id={organization.id}
      hint={HINT}
      asksForProof={asksForProof}
    >
      <FirstAdminFields />
    </ReasonCard>
  );
}

function Suspension({ organization: { id, name, suspended_at }, actions }: OrganizationActsProps) {
  const shared = { id, hint: HINT };
  return suspended_at === null ? (
    <ReasonCard
      {...shared}
      key="suspend"
      isDanger
      title="Suspend"
      description="Its members lose access at their next request, even if they are signed in. Its data is kept, and you can reopen the organization."
      action={actions.suspend}
      question={`Suspend ${name}?`}
      submit="Suspend"
    />
  ) : (
    <ReasonCard
      {...shared}
      key="resume"
      title="Reopen"
      description="Its members get access to all of its data again."
      action={actions.resume}
      question={`Reopen ${name}?`}
      submit="Reopen"
    />
  );
}

/** The actions of a system admin on an organization. */
export function OrganizationActs(props: OrganizationActsProps) {
  const { suspended_at, has_acting_admin } = props.organization;
  return (
    <>
      {suspended_at === null && !has_acting_admin && <FirstAdmin {...props} />}
      <Suspension {...props} />
    </>
  );
}
