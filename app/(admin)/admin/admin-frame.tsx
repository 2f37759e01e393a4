import { Building2, LayoutDashboard, ScrollText, SlidersHorizontal, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Caller, UserActor } from "@/lib/access/actor";
import { AppFrame } from "../../app-frame";

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

export function AdminFrame({ caller, current, children }: AdminFrameProps) {
  return (
    <AppFrame
      caller={caller}
      homeHref="/admin"
      places={{ title: "System console", items: [...PLACES] }}
      current={current}
      isConsole
    >
      {children}
    </AppFrame>
  );
}
