import { LayoutDashboard, MailPlus, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { consoleSection } from "@/components/layout/console-section";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { canSignUp } from "@/lib/web/product-facts";
import { submitSignOut } from "../../../(account)/actions";
import { submitSwitch } from "../../organizations/actions";

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: "dashboard" | "members" | "invitations" | "audit-log" | "settings";
  children: ReactNode;
}

export async function OrganizationFrame({ caller, current, children }: OrganizationFrameProps) {
  const { user, organizations } = await getSession(caller, {});
  const { slug } = caller.actor.organization;
  const home = `/org/${slug}`;
  const items = [
    { id: "dashboard", label: "Dashboard", href: home, icon: <LayoutDashboard aria-hidden="true" /> },
    { id: "members", label: "Members", href: `${home}/members`, icon: <Users aria-hidden="true" /> },
  ];
  const adminItems = [
    { id: "invitations", label: "Invitations", href: `${home}/invitations`, icon: <MailPlus aria-hidden="true" /> },
    { id: "audit-log", label: "Audit log", href: `${home}/audit-log`, icon: <ScrollText aria-hidden="true" /> },
    { id: "settings", label: "Settings", href: `${home}/settings`, icon: <Settings aria-hidden="true" /> },
  ];
  return (
    <AppShell
      appName={appName()}
      homeHref={home}
      sections={[
        { title: "Organization", items: caller.actor.role === "org_admin" ? [...items, ...adminItems] : items },
        ...consoleSection(caller.actor.user.isSystemAdmin),
      ]}
      current={current}
      switcher={
        <OrganizationSwitcher organizations={organizations} currentSlug={slug} switchAction={submitSwitch} mayCreate={canSignUp()} />
      }
      user={user}
      signOut={<SignOutButton action={submitSignOut} />}
      flash={await readFlash()}
    >
      {children}
    </AppShell>
  );
}
