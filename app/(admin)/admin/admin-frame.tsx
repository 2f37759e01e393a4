import { Building2, LayoutDashboard, ScrollText, SlidersHorizontal, Users } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import { AppShell } from "@/components/layout/app-shell";
import { OrganizationSwitcher } from "@/components/layout/organization-switcher";
import type { Caller, UserActor } from "@/lib/access/actor";
import { getSession } from "@/lib/auth/sessions/get-session";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { submitSignOut } from "../../(account)/actions";
import { submitSwitch } from "../../(organization)/organizations/actions";

const PLACES = [
  { id: "overview", label: "Overview", href: "/admin", icon: <LayoutDashboard aria-hidden="true" /> },
  { id: "organizations", label: "Organizations", href: "/admin/organizations", icon: <Building2 aria-hidden="true" /> },
  { id: "users", label: "Users", href: "/admin/users", icon: <Users aria-hidden="true" /> },
  { id: "audit-log", label: "Audit log", href: "/admin/audit-log", icon: <ScrollText aria-hidden="true" /> },
  { id: "settings", label: "Settings", href: "/admin/settings", icon: <SlidersHorizontal aria-hidden="true" /> },
] as const;

interface AdminFrameProps {
  caller: Caller<UserActor>;
  current: (typeof PLACES)[number]["id"];
  children: ReactNode;
}

export async function AdminFrame({ caller, current, children }: AdminFrameProps) {
  const { user, organizations } = await getSession(caller, {});
  return (
    <AppShell
      appName={appName()}
      homeHref="/admin"
      sections={[{ title: "System console", items: [...PLACES] }]}
      current={current}
      switcher={organizations.length > 0 && <OrganizationSwitcher organizations={organizations} switchAction={submitSwitch} />}
      user={user}
      signOut={<SignOutButton action={submitSignOut} />}
      flash={await readFlash()}
    >
      {children}
    </AppShell>
  );
}
