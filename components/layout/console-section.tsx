import { Castle } from "lucide-react";
import type { NavSection } from "./sidebar";

/** The way into the system console, for those who have one. */
export function consoleSection(isSystemAdmin: boolean): NavSection[] {
  if (!isSystemAdmin) return [];
  const icon = <Castle aria-hidden="true" />;
  return [{ title: "System", items: [{ id: "console", label: "System console", href: "/admin", icon }] }];
}
