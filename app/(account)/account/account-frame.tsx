import { Download, KeyRound, Mail, MonitorSmartphone, Trash2, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import type { Caller, MemberActor, UserActor } from "@/lib/access/actor";
import { AppFrame } from "../../app-frame";

const PLACES = [
  { id: "profile", label: "Profile", href: "/account/profile", icon: <UserRound aria-hidden="true" /> },
  { id: "email", label: "E-mail address", href: "/account/email", icon: <Mail aria-hidden="true" /> },
  { id: "password", label: "Password", href: "/account/password", icon: <KeyRound aria-hidden="true" /> },
  { id: "sessions", label: "Sessions", href: "/account/sessions", icon: <MonitorSmartphone aria-hidden="true" /> },
  { id: "export", label: "Export your data", href: "/account/export", icon: <Download aria-hidden="true" /> },
  { id: "delete", label: "Delete account", href: "/account/delete", icon: <Trash2 aria-hidden="true" /> },
] as const;

interface AccountFrameProps {
  caller: Caller<UserActor | MemberActor>;
  current: (typeof PLACES)[number]["id"];
  description: string;
  children: ReactNode;
}

/** The frame of a user's own account pages, with breadcrumb and title. */
export function AccountFrame({ caller, current, description, children }: AccountFrameProps) {
  const place = PLACES.find(({ id }) => id === current) ?? PLACES[0];
  return (
    <AppFrame caller={caller} places={{ title: "Account", items: [...PLACES] }} current={current}>
      <PageHeader
        breadcrumb={[{ label: "Account", href: "/account/profile" }, { label: place.label }]}
        title={place.label}
        description={description}
      />
      {children}
    </AppFrame>
  );
}
