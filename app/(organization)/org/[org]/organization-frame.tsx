import { LayoutDashboard, MailPlus, NotebookPen, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { roleAtLeast } from "@/lib/access/roles";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { canSignUp } from "@/lib/web/product-facts";
import { submitSignOut } from "../../../(account)/actions";
import { submitSwitch } from "../../organizations/actions";

/** What is offered to whom; what is refused is the operations' matter. */
const PLACES = [
  { id: "dashboard", label: "Dashboard", path: "", icon: <LayoutDashboard aria-hidden="true" />, least: "readonly" },
  { id: "notes", label: "Notes", path: "/notes", icon: <NotebookPen aria-hidden="true" />, least: "readonly" },
  { id: "members", label: "Members", path: "/members", icon: <Users aria-hidden="true" />, least: "readonly" },
  { id: "invitations", label: "Invitations", path: "/invitations", icon: <MailPlus aria-hidden="true" />, least: "org_admin" },
  { id: "audit-log", label: "Audit log", path: "/audit-log", icon: <ScrollText aria-hidden="true" />, least: "org_admin" },
  { id: "settings", label: "Settings", path: "/settings", icon: <Settings aria-hidden="true" />, least: "org_admin" },
] as const;

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: (typeof PLACES)[number]["id"];
  children: ReactNode;
}

export async function OrganizationFrame({ caller, current, children }: OrganizationFrameProps) {
  const { user, organizations } = await getSession(caller, {});
  const { role, organization } = caller.actor;
  const home = `/org/${organization.slug}`;
  const places = PLACES.filter(({ least }) => roleAtLeast(role, least));
  return (
    <AppShell
      appName={appName()}
      homeHref={home}
      sections={[{ title: "Organization", items: places.map(({ path, ...place }) => ({ ...place, href: `${home}${path}` })) }]}
      current={current}
      switcher={
        <OrganizationSwitcher
          organizations={organizations}
          currentSlug={organization.slug}
          switchAction={submitSwitch}
          mayCreate={canSignUp()}
        />
      }
      user={user}
      signOut={<SignOutButton action={submitSignOut} />}
      flash={await readFlash()}
    >
      {children}
    </AppShell>
  );
}
