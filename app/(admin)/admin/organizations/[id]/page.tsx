import type { Metadata } from "next";
import { Facts } from "@/components/ui/facts";
import { OrganizationActs } from "@/components/admin/organization-acts";
import { OrganizationCredits } from "@/components/admin/organization-credits";
import { OrganizationPeople } from "@/components/admin/organization-people";
import { Standing } from "@/components/admin/standing";
import { OrganizationPlan } from "@/components/plans/organization-plan";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { getOrganization } from "@/lib/admin/get-organization";
import { getOrganizationPlan } from "@/lib/plan-catalog/get-organization-plan";
import { getOrganizationCredits } from "@/lib/usage/get-organization-credits";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { orNotFound, requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "../../admin-frame";
import {
  submitAdjustment,
  submitGrant,
  submitInvitation,
  submitResumption,
  submitSuspension,
  submitWithdrawal,
} from "./actions";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await requireSystemAdmin();
  const organization = await orNotFound(getOrganization(caller, { id }));
  const plan = await orNotFound(getOrganizationPlan(caller, { id }));
  const balance = await orNotFound(getOrganizationCredits(caller, { id }));
  const { name, slug, suspended_at, people, members, invitations } = organization;
  const suspended = suspended_at !== null;
  return (
    <AdminFrame caller={caller} current="organizations">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "Organizations", href: "/admin/organizations" },
        ]}
        title={name}
        description={organization.is_personal ? "Personal organization" : undefined}
        action={
          <LinkButton href={`/admin/audit-log?organization=${organization.id}`} variant="secondary">
            Audit log
          </LinkButton>
        }
      />
      <Card>
        <Facts
          facts={[
            ["Status", <Standing key="standing" suspended={suspended} />],
            ...(suspended ? [["Suspended", <Time key="suspended" at={suspended_at} />] as const] : []),
            [
              "Slug",
              <code key="slug" className="font-mono">
                {slug}
              </code>,
            ],
            ["Created", <Time key="created" at={organization.created_at} />],
            [
              "ID",
              <code key="id" className="font-mono break-all">
                {organization.id}
              </code>,
            ],
          ]}
        />
      </Card>
      <section className="grid gap-4">
        <h2 className="text-base font-semibold">
          {members === 1 ? "1 member" : `${members} members`}
          {members > people.length && <span className="font-normal text-muted"> (the first {people.length} to join)</span>}
        </h2>
        <OrganizationPeople people={people} />
        {invitations.length > 0 && (
          <ul aria-label="Pending invitations" className="grid gap-1 text-sm text-muted">
            {invitations.map(({ id: key, email, role, expires_at }) => (
              <li key={key}>
                Invited as {ROLE_WORDS[role].toLowerCase()}: <span className="break-all text-text">{email}</span>, until{" "}
                <Time at={expires_at} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <OrganizationPlan
        organization={organization}
        plan={plan}
        actions={{ grant: submitGrant, withdraw: submitWithdrawal }}
      />
      <OrganizationCredits organization={organization} balance={balance} action={submitAdjustment} />
      <OrganizationActs
        organization={organization}
        asksForProof={needsProof(caller)}
        actions={{ invite: submitInvitation, suspend: submitSuspension, resume: submitResumption }}
      />
    </AdminFrame>
  );
}
