import type { ReactNode } from "react";
import type { Caller, UserActor } from "@/lib/access/actor";
import { AppFrame } from "../../app-frame";
import { CONSOLE_SECTION, type ConsolePlace } from "./console-places";

interface AdminFrameProps {
  caller: Caller<UserActor>;
  current: ConsolePlace;
  children: ReactNode;
}

export function AdminFrame({ caller, current, children }: AdminFrameProps) {
  return (
    <AppFrame caller={caller} homeHref="/admin" places={CONSOLE_SECTION} current={current} isConsole>
      {children}
    </AppFrame>
  );
}
