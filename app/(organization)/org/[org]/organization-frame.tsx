import { LayoutDashboard, MailPlus, NotebookPen, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { roleAtLeast } from "@/lib/access/roles";
import { AppFrame } from "../../../app-frame";

/** What is offered to whom; what is refused is the operations' matter. */
const PLACES = [
  { id: "dashboard", label: "Dashboard", path: "", icon: <LayoutDashboard aria-hidden="true" />, least: "readonly" },
  { id: "notes", label: "Notes", path: "/notes", icon: <NotebookPen aria-hidden="true" />, least: "readonly" },
  { id: "members", label: "Members", path: "/members", icon: <Users aria-hidden="true" />, least: "readonly" },
  {
    id: "invitations",
    label: "Invitations",
    path: "/invitations",
    icon: <MailPlus aria-hidden="true" />,
    least: "org_admin",
  },
  { id: "audit-log", label: "Audit log", path: "/audit-log", icon: <ScrollText aria-hidden="true" />, least: "org_admin" },
  { id: "settings", label: "Settings", path: "/settings", icon: <Settings aria-hidden="true" />, least: "org_admin" },
] as const;

interface OrganizationFrameProps {
  caller: Caller<MemberActor>;
  current: (typeof PLACES)[number]["id"];
  children: ReactNode;
}

export function OrganizationFrame({ caller, current, children }: OrganizationFrameProps) {
  const { role, organization } = caller.actor;
  const home = `/org/${organization.slug}`;
  const items = PLACES.filter(({ least }) => roleAtLeast(role, least)).map(({ path, ...place }) => ({
    ...place,
    href: `${home}${path}`,
  }));
  return (
    <AppFrame caller={caller} homeHref={home} places={{ title: "Organization", items }} current={current}>
      {children}
    </AppFrame>
  );
}
