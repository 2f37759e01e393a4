import type { ReactNode } from "react";
import type { Caller, UserActor } from "@/lib/access/actor";
import { AppFrame } from "../../app-frame";
import { CONSOLE_SECTION, type ConsolePlace } from "./console-places";

interface AdminFrameProps {
  caller: Caller<UserActor>;
  /** For tables and charts. */
  isWide?: boolean;
  current: ConsolePlace;
  children: ReactNode;
}

export function AdminFrame({ caller, current, isWide = false, children }: AdminFrameProps) {
  return (
    <AppFrame caller={caller} homeHref="/admin" places={CONSOLE_SECTION} current={current} isWide={isWide} isConsole>
      {children}
    </AppFrame>
  );
}
