import type { AuditActorKind, AuditEntryView } from "@/lib/audit/view";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_WORDS } from "@/lib/memberships/role-words";

/** "change-role" as "change role", and "prune-sign-ups" as "prune sign-ups": only the verb "sign in" has no hyphen. */
const readable = (words: string) => words.replaceAll(/[-_]/gu, " ").replaceAll(/(?<= )sign (?=(?:in|up)s?\b)/gu, "sign-");
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** For areas whose own name would not be understood: a better one, and words for all their actions. */
const AREAS: Readonly<Record<string, readonly [name: string, all: string]>> = {
  admin: ["Console", "All console actions"],
  "api-keys": ["API keys", "All actions on API keys"],
  audit: ["Audit log", "All exports of the audit log"],
  auth: ["Sign-in and e-mail", "All sign-in and e-mail actions"],
  jobs: ["Jobs", "All jobs"],
  memberships: ["Members", "All actions on members"],
  password: ["Password", "All password actions"],
  users: ["Account", "All account actions"],
};

function wordsOfArea(action: string): readonly [name: string, all: string] {
  const area = action.split(".", 1)[0] ?? "";
  const words = Object.hasOwn(AREAS, area) ? AREAS[area] : undefined;
  return words ?? [sentence(readable(area)), `All actions on ${readable(area)}`];
}

/** "memberships.change-role" as "Members", and "pages.turn", of a feature, as "Pages". */
export const areaWords = (action: string) => wordsOfArea(action)[0];

/** "memberships.change-role" as "All actions on members". */
export const wholeAreaWords = (action: string) => wordsOfArea(action)[1];

/** "memberships.change-role" as "Change role". */
export function verbWords(action: string): string {
  return sentence(readable(action.slice(action.indexOf(".") + 1)));
}

/** "memberships.change-role" as "Members: change role". */
export function actionWords(action: string): string {
  return `${areaWords(action)}: ${readable(action.slice(action.indexOf(".") + 1))}`;
}

/** "INVALID_CREDENTIALS" as "Invalid credentials". */
export function outcomeWords(outcome: string): string {
  return sentence(readable(outcome.toLowerCase()));
}

export const ACTOR_WORDS: Readonly<Record<AuditActorKind, string>> = {
  member: "A member",
  former_member: "A former member",
  api_key: "An API key",
  system_admin: "A system admin",
  outsider: "Someone outside the organization",
  system: "The system",
};

/** Words for the capacity in which someone acted. */
export const STANDING_WORDS: Readonly<Record<string, string>> = {
  ...ROLE_WORDS,
  public: "Visitor",
  user: "Account owner",
  sys_admin: "System admin",
  system: "The system",
};

/** Words for entities whose names are unknown. */
const UNNAMED: Readonly<Record<string, string>> = {
  membership: "a former member",
  invitation: "someone (address no longer shown)",
  user: "a deleted account",
  organization: "the organization",
  api_key: "an API key",
};

/** Types whose entities are shown by name alone. For other types, the name follows the type, in quotation marks. */
const PLAIN: readonly string[] = ["membership", "invitation", "user", "organization"];

/** "sign_up" as "sign-up". */
export const kindWords = (type: string) =>
  (type === "api_key" ? "API key" : readable(type)).replace(/^sign (?=(?:in|up)\b)/u, "sign-");

/** The entity's name or, if that is unknown, its type. Stands alone, outside a sentence. */
export function aboutWords(entity: AuditEntryView["entity"] | undefined): string {
  if (!entity) return "one item";
  if (entity.type === "setting") return readable(entity.id ?? "");
  if (entity.type === "plan") return entity.id ?? "one plan";
  return entity.name ?? `one ${kindWords(entity.type)}`;
}

export function thingWords(entity: AuditEntryView["entity"]): { text: string; isName?: boolean }[] {
  if (entity === null) return [{ text: "something" }];
  const { type, id, name } = entity;
  if (type === "setting") return [{ text: `“${readable(id ?? "")}”`, isName: true }];
  // The id that is recorded of a plan is its slug.
  if (type === "plan") return [{ text: "the plan " }, { text: `“${id ?? ""}”`, isName: true }];
  if (name === null) return [{ text: UNNAMED[type] ?? `a ${kindWords(type)}` }];
  if (PLAIN.includes(type)) return [{ text: name, isName: true }];
  return [{ text: `the ${kindWords(type)} ` }, { text: `“${name}”`, isName: true }];
}

function isRecord(values: unknown): values is Record<string, unknown> {
  return typeof values === "object" && values !== null && !Array.isArray(values);
}

/** The role among the values before or after a change. */
export function roleIn(values: unknown): OrganizationRole | null {
  const role = isRecord(values) ? values.role : null;
  return typeof role === "string" && Object.hasOwn(ROLE_WORDS, role) ? (role as OrganizationRole) : null;
}

const LABELS: Readonly<Record<string, string>> = { sessions_ended: "Sessions ended", is_personal: "Personal organization" };

/** A word of a program, such as "password_reset". */
const IS_CODE = /^[a-z]+(?:_[a-z]+)+$/u;

function textWords(value: string): string {
  if (Object.hasOwn(ROLE_WORDS, value)) return ROLE_WORDS[value as OrganizationRole];
  return IS_CODE.test(value) ? sentence(readable(value)) : value;
}

function valueWords(value: unknown): string | null {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return value.toLocaleString("en");
  if (typeof value === "string") return textWords(value);
  if (Array.isArray(value)) return value.map(String).join(", ") || null;
  return null;
}

export interface Change {
  label: string;
  from: string | null;
  to: string | null;
}

const IS_ID = /(?:^|_)id$|^invitation$/u;

/** The values before and after, in words. Ids and nested values are left to the raw entry. */
export function changesOf({ before, after }: Pick<AuditEntryView, "before" | "after">): Change[] {
  const [old, given] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(given)])].filter((key) => !IS_ID.test(key));
  return keys.flatMap((key) => {
    const [from, to] = [valueWords(old[key]), valueWords(given[key])];
    return from === null && to === null ? [] : [{ label: LABELS[key] ?? sentence(readable(key)), from, to }];
  });
}
