import type { AuditActorKind } from "@/lib/audit/view";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

const readable = (words: string) => words.replaceAll("-", " ");
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Turns "memberships.change-role" into "Memberships". */
export function areaWords(action: string): string {
  return sentence(readable(action.split(".", 1)[0] ?? ""));
}

/**
 * Turns "memberships.change-role" into "Change role". The name of an action describes it, so no table of texts is needed.
 */
export function verbWords(action: string): string {
  return sentence(readable(action.slice(action.indexOf(".") + 1)));
}

/** Turns "memberships.change-role" into "Memberships: change role". */
export function actionWords(action: string): string {
  return `${areaWords(action)}: ${readable(action.slice(action.indexOf(".") + 1))}`;
}

export const ACTOR_WORDS: Record<AuditActorKind, string> = {
  member: "Member",
  former_member: "Former member",
  system_admin: "System admin",
  outsider: "Someone outside",
  system: "The system",
};

/** Words for the capacity in which the actor acted. */
export const STANDING_WORDS: Readonly<Record<string, string>> = {
  ...ROLE_WORDS,
  public: "Visitor",
  user: "Account owner",
  sys_admin: "System admin",
  system: "The system",
};
