import { Building2, LayoutDashboard, ScrollText, SlidersHorizontal, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Caller, UserActor } from "@/lib/access/actor";
import { CONSOLE_PLACES } from "@/lib/web/pages/places";
import { AppFrame } from "../../app-frame";

const ICONS = {
  overview: <LayoutDashboard aria-hidden="true" />,
  organizations: <Building2 aria-hidden="true" />,
  users: <Users aria-hidden="true" />,
  "audit-log": <ScrollText aria-hidden="true" />,
  settings: <SlidersHorizontal aria-hidden="true" />,
};

const PLACES = CONSOLE_PLACES.map((place) => ({ ...place, icon: ICONS[place.id] }));

interface AdminFrameProps {
  caller: Caller<UserActor>;
  /** For tables and charts. */
  isWide?: boolean;
  current: keyof typeof ICONS;
  children: ReactNode;
}

export function AdminFrame({ caller, current, isWide = false, children }: AdminFrameProps) {
  return (
    <AppFrame
      caller={caller}
      homeHref="/admin"
      places={{ title: "Console", items: PLACES }}
      current={current}
      isWide={isWide}
      isConsole
    >
      {children}
    </AppFrame>
  );
}
