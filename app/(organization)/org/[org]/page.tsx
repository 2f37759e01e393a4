import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getDashboard } from "@/lib/organizations/get-dashboard";
import { requireMember } from "@/lib/web/require";
import { OrganizationFrame } from "./organization-frame";

export const metadata: Metadata = { title: "Dashboard" };

const ROLE_WORDS = { readonly: "read everything", member: "read and change everything", org_admin: "manage everything" };

export default async function DashboardPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const { organization, role, members } = await getDashboard(caller, {});
  const { user } = caller.actor;
  return (
    <OrganizationFrame caller={caller} current="dashboard">
      <PageHeader title={organization.name} description={`Welcome, ${user.name}. Here you may ${ROLE_WORDS[role]}.`} />
      <div className="grid gap-6 sm:grid-cols-2">
        <Card title="Members" description="People who belong to this organization.">
          <div className="flex items-baseline justify-between gap-4">
            <p className="text-2xl font-semibold tabular-nums">{members}</p>
            <LinkButton href={`/org/${organization.slug}/members`} variant="secondary" size="sm">
              See members
            </LinkButton>
          </div>
        </Card>
        <Card title="Your account" description="See where you are signed in, and keep your password fresh.">
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/account/sessions" variant="secondary" size="sm">
              Sessions
            </LinkButton>
            <LinkButton href="/account/password" variant="secondary" size="sm">
              Password
            </LinkButton>
          </div>
        </Card>
      </div>
    </OrganizationFrame>
  );
}
