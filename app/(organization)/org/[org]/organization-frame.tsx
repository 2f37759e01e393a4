import { LayoutDashboard, MailPlus, Users } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { submitSignOut } from "../../../(account)/actions";

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: "dashboard" | "members" | "invitations";
  children: ReactNode;
}

export async function OrganizationFrame({ caller, current, children }: OrganizationFrameProps) {
  const { user, organizations } = await getSession(caller, {});
  const { slug } = caller.actor.organization;
  const home = `/org/${slug}`;
  const items = [
    { id: "dashboard", label: "Dashboard", href: home, icon: <LayoutDashboard aria-hidden="true" /> },
    { id: "members", label: "Members", href: `${home}/members`, icon: <Users aria-hidden="true" /> },
    ...(caller.actor.role === "org_admin"
      ? [{ id: "invitations", label: "Invitations", href: `${home}/invitations`, icon: <MailPlus aria-hidden="true" /> }]
      : []),
  ];
  return (
    <AppShell
      appName={appName()}
      homeHref={home}
      sections={[{ title: "Organization", items }]}
      current={current}
      switcher={<OrganizationSwitcher organizations={organizations} currentSlug={slug} />}
      user={user}
      signOut={<SignOutButton action={submitSignOut} />}
      flash={await readFlash()}
    >
      {children}
    </AppShell>
  );
}
