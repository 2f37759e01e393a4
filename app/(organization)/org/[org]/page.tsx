import { LayoutDashboard } from "lucide-react";
import type { Metadata } from "next";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getSession } from "@/lib/auth/sessions/get-session";
import { getDashboard } from "@/lib/organizations/get-dashboard";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { requireMember } from "@/lib/web/require";
import { submitSignOut } from "../../../(account)/actions";

export const metadata: Metadata = { title: "Dashboard" };

const ROLE_WORDS = { readonly: "read everything", member: "read and change everything", org_admin: "manage everything" };

export default async function DashboardPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  const caller = await requireMember(org);
  const [{ organization, role, members }, { user, organizations }] = await Promise.all([
    getDashboard(caller, {}),
    getSession(caller, {}),
  ]);
  const home = `/org/${organization.slug}`;
  const items = [{ id: "dashboard", label: "Dashboard", href: home, icon: <LayoutDashboard aria-hidden="true" /> }];
  return (
    <AppShell
      appName={appName()}
      homeHref={home}
      sections={[{ title: "Organization", items }]}
      current="dashboard"
      switcher={<OrganizationSwitcher organizations={organizations} currentSlug={organization.slug} />}
      user={user}
      signOut={<SignOutButton action={submitSignOut} />}
      flash={await readFlash()}
    >
      <PageHeader title={organization.name} description={`Welcome, ${user.name}. Here you may ${ROLE_WORDS[role]}.`} />
      <div className="grid gap-6 sm:grid-cols-2">
        <Card title="Members" description="People who belong to this organization.">
          <p className="text-2xl font-semibold tabular-nums">{members}</p>
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
    </AppShell>
  );
}
