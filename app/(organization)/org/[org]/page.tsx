import type { Metadata } from "next";
import { CreateLink, firstStepOf } from "@/components/dashboard/feature";
import { FirstSteps, type FirstStep } from "@/components/dashboard/first-steps";
import { OrganizationDashboard } from "@/components/dashboard/organization-dashboard";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { getDashboard } from "@/lib/dashboard/get-dashboard";
import { requireMember } from "@/lib/web/adapters/require";
import { organizationNamed } from "@/lib/web/pages/closed-organization";
import { OrganizationFrame } from "./organization-frame";

/** Names the organization itself, because the title template of a layout does not apply to the page in its own folder. */
export async function generateMetadata({ params }: { params: Promise<{ org: string }> }): Promise<Metadata> {
  const organization = await organizationNamed((await params).org);
  return { title: organization ? `Dashboard · ${organization.name}` : "Dashboard" };
}

type Dashboard = Awaited<ReturnType<typeof getDashboard>>;

function firstSteps({ features, invitations }: Dashboard, home: string): FirstStep[] {
  const creating = features.flatMap(({ create }) => (create ? [firstStepOf(create, home)] : []));
  if (creating.length === 0 && !invitations) return [];
  const created = { title: "Create the organization", text: "", href: home, isDone: true };
  if (!invitations) return creating;
  const inviting = {
    title: "Invite people",
    text: "They get an e-mail with a link, and the role that you choose for them.",
    href: `${home}/invitations`,
    isDone: invitations.has_begun,
  };
  return [created, ...creating, inviting];
}

export default async function DashboardPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const dashboard = await getDashboard(caller, {});
  const { organization, role, members, joined_this_week, features, activity, invitations } = dashboard;
  const home = `/org/${organization.slug}`;
  const steps = firstSteps(dashboard, home);
  const hasBegun = steps.every(({ isDone }) => isDone);
  const [primary] = features.flatMap(({ create }) => create ?? []);
  return (
    <OrganizationFrame caller={caller} current="dashboard">
      <PageHeader
        title="Dashboard"
        description={
          <>
            <bdi>{organization.name}</bdi> · {ROLE_WORDS[role]}
          </>
        }
        action={primary && hasBegun && <CreateLink create={primary} home={home} />}
      />
      <FirstSteps steps={steps} />
      <OrganizationDashboard
        members={members}
        joinedThisWeek={joined_this_week}
        invited={invitations && invitations.count}
        features={features}
        activity={activity}
        home={home}
      />
    </OrganizationFrame>
  );
}
