import { Mail, UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import { Count } from "@/components/dashboard/count";
import { FirstSteps, type FirstStep } from "@/components/dashboard/first-steps";
import { CreateLink, firstStepOf, FeatureCount, LatestOf } from "@/components/dashboard/feature";
import { Newcomers } from "@/components/dashboard/newcomers";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { roleAtLeast } from "@/lib/access/roles";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";
import { getDashboard } from "@/lib/dashboard/get-dashboard";
import { requireMember } from "@/lib/web/adapters/require";
import { OrganizationFrame } from "./organization-frame";

export const metadata: Metadata = { title: "Dashboard" };

function inviteSomeone(home: string): FirstStep {
  return {
    title: "Invite someone",
    text: "They get a mail with a link, and the role that you choose for them.",
    action: (
      <LinkButton href={`${home}/invitations`} variant="secondary">
        Invite someone
      </LinkButton>
    ),
  };
}

export default async function DashboardPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const dashboard = await getDashboard(caller, {});
  const { organization, role, members, latest_members, open_invitations, features } = dashboard;
  const home = `/org/${organization.slug}`;
  const mayInvite = roleAtLeast(role, "org_admin");
  const isNew = features.every(({ count }) => count.value === 0) && members === 1;
  const creatable = features.flatMap(({ create }) => create ?? []);
  const [primary] = creatable;
  const firstSteps = [...creatable.map((create) => firstStepOf(create, home)), ...(mayInvite ? [inviteSomeone(home)] : [])];
  return (
    <OrganizationFrame caller={caller} current="dashboard">
      <PageHeader
        title={organization.name}
        description={`Welcome, ${caller.actor.user.name}. You’re ${ROLE_PHRASES[role]} of ${organization.name}.`}
        action={primary && !isNew && <CreateLink create={primary} home={home} />}
      />
      <ul
        aria-label="At a glance"
        className="grid grid-cols-[repeat(auto-fit,minmax(6.25rem,1fr))] gap-2 sm:grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] sm:gap-4"
      >
        <Count
          label={members === 1 ? "Member" : "Members"}
          value={members}
          href={`${home}/members`}
          icon={<Users aria-hidden="true" />}
        />
        {features.map((feature) => (
          <FeatureCount key={feature.name} feature={feature} home={home} />
        ))}
        {open_invitations !== null && (
          <Count
            label={open_invitations === 1 ? "Open invitation" : "Open invitations"}
            value={open_invitations}
            href={`${home}/invitations`}
            icon={<Mail aria-hidden="true" />}
          />
        )}
      </ul>
      {isNew && <FirstSteps steps={firstSteps} />}
      {features.map((feature) => (
        <LatestOf key={feature.name} feature={feature} home={home} />
      ))}
      <Card
        title="New members"
        footer={
          <div className="flex flex-wrap gap-3">
            <LinkButton href={`${home}/members`} variant="secondary" size="sm">
              All members
            </LinkButton>
            {mayInvite && (
              <LinkButton href={`${home}/invitations`} variant="secondary" size="sm">
                <UserPlus aria-hidden="true" className="size-4" />
                Invite someone
              </LinkButton>
            )}
          </div>
        }
      >
        <Newcomers members={latest_members} />
      </Card>
    </OrganizationFrame>
  );
}
