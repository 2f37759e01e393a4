import type { AuditActorKind } from "@/lib/audit/view";

/** "memberships.change-role" as "Change role": actions are named by what is done, so that none needs a word of its own. */
export function actionWords(action: string): string {
  const words = action.slice(action.indexOf(".") + 1).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "memberships.change-role" as "Memberships". */
export function areaWords(action: string): string {
  const area = action.split(".", 1)[0] ?? "";
  return area.charAt(0).toUpperCase() + area.slice(1);
}

export const ACTOR_WORDS: Record<AuditActorKind, string> = {
  member: "Member",
  former_member: "Former member",
  system_admin: "System admin",
  outsider: "Somebody outside",
  system: "The system",
};
