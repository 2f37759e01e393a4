import { Download, KeyRound, Mail, MonitorSmartphone, Trash2, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { SignOutButton } from "@/components/forms/sign-out-button";
import type { FlashMessage } from "@/components/ui/flash";
import { PageHeader } from "@/components/ui/page-header";
import type { FormAction } from "@/lib/web/form-state";
import { AppShell } from "./app-shell";
import { consoleSection } from "./console-section";
import { OrganizationSwitcher, type OrganizationChoice } from "./organization-switcher";
import type { NavItem } from "./sidebar";

const PLACES = [
  { id: "profile", label: "Profile", href: "/account/profile", icon: <UserRound aria-hidden="true" /> },
  { id: "email", label: "E-mail address", href: "/account/email", icon: <Mail aria-hidden="true" /> },
  { id: "password", label: "Password", href: "/account/password", icon: <KeyRound aria-hidden="true" /> },
  { id: "sessions", label: "Sessions", href: "/account/sessions", icon: <MonitorSmartphone aria-hidden="true" /> },
  { id: "export", label: "Export your data", href: "/account/export", icon: <Download aria-hidden="true" /> },
  { id: "delete", label: "Delete account", href: "/account/delete", icon: <Trash2 aria-hidden="true" /> },
] as const satisfies NavItem[];

export interface AccountShellProps {
  appName: string;
  current: (typeof PLACES)[number]["id"];
  description?: ReactNode;
  user: { name: string; email: string };
  organizations: OrganizationChoice[];
  isSystemAdmin: boolean;
  switchAction: FormAction;
  mayCreateOrganizations: boolean;
  signOutAction: FormAction;
  flash?: FlashMessage | null;
  children: ReactNode;
}

/** The pages of a person's own account: sidebar, breadcrumb, title. */
export function AccountShell(props: AccountShellProps) {
  const { appName, current, description, user, organizations, signOutAction, flash, children } = props;
  const { isSystemAdmin, switchAction, mayCreateOrganizations: mayCreate } = props;
  const place = PLACES.find(({ id }) => id === current) ?? PLACES[0];
  return (
    <AppShell
      appName={appName}
      homeHref="/"
      sections={[{ title: "Account", items: [...PLACES] }, ...consoleSection(isSystemAdmin)]}
      current={current}
      switcher={
        (organizations.length > 0 || mayCreate) && (
          <OrganizationSwitcher organizations={organizations} switchAction={switchAction} mayCreate={mayCreate} />
        )
      }
      user={user}
      signOut={<SignOutButton action={signOutAction} />}
      flash={flash}
    >
      <PageHeader
        breadcrumb={[{ label: "Account", href: "/account/profile" }, { label: place.label }]}
        title={place.label}
        description={description}
      />
      {children}
    </AppShell>
  );
}
