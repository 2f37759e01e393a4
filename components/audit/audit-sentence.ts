import type { AuditActorKind, AuditEntryView } from "@/lib/audit/view";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";
import { phraseOf } from "./audit-phrases";
import { ACTOR_WORDS, actionWords, roleIn, thingWords } from "./audit-words";

/** An entry as an organization's admins see it, or with the additional facts for system admins. */
export type ShownEntry = Omit<AuditEntryView, "actor"> & {
  actor: {
    kind: string;
    standing?: string | null;
    role?: AuditEntryView["actor"]["role"];
    id: string | null;
    name: string | null;
  };
};

export interface Segment {
  text: string;
  /** The name of a person or thing. */
  isName?: boolean;
}

const UNPROVEN: readonly (string | null | undefined)[] = ["public", null];

/**
 * Whether the entry names a person who was not proved to have acted, such as the owner of the account in a failed sign-in.
 * Only the log of the console has such entries.
 */
export function isAboutPerson({ actor: { kind, standing } }: ShownEntry): boolean {
  return kind === "anonymous" && UNPROVEN.includes(standing);
}

export function whoWords(entry: ShownEntry): Segment {
  const { kind, id, name } = entry.actor;
  if (isAboutPerson(entry)) return { text: "Someone" };
  if (name !== null) return { text: name, isName: true };
  if (id !== null && kind !== "former_member") return { text: "A deleted account" };
  return { text: ACTOR_WORDS[kind as AuditActorKind] ?? "Someone" };
}

/** A role as the object of "as" or "from … to …"; null if the values have none. */
function role(values: unknown): string | null {
  const found = roleIn(values);
  return found && ROLE_PHRASES[found];
}

function fill(placeholder: string, { entity, before, after }: ShownEntry): Segment[] {
  const [old, given] = [role(before), role(after)];
  if (placeholder === "{thing}") return thingWords(entity);
  if (placeholder === "{as}") return given === null ? [] : [{ text: ` as ${given}` }];
  if (old === null || given === null) return given === null ? [] : [{ text: ` to ${given}` }];
  return [{ text: ` from ${old} to ${given}` }];
}

/** The owner of the account that the actor named, if the actor did not prove to be the owner. */
function onBehalf(entry: ShownEntry): Segment[] {
  if (!isAboutPerson(entry) || entry.actor.name === null) return [];
  return [{ text: entry.action === "auth.sign-in" ? " as " : " for " }, { text: entry.actor.name, isName: true }];
}

/** "Mo Carver changed the role of Robin Reader from a reader to a member", in parts. */
export function sentenceOf(entry: ShownEntry): Segment[] {
  const phrase = phraseOf(entry.action);
  const isDone = entry.outcome === "ok";
  if (!phrase) return [whoWords(entry), { text: `: ${actionWords(entry.action).toLowerCase()}` }];
  const [did, toDo, object] = phrase;
  const parts = object.split(/(\{\w+\})/u).filter((part) => part !== "");
  return [
    whoWords(entry),
    { text: isDone ? ` ${did}` : ` tried to ${toDo}` },
    ...(object === "" || object.startsWith("{as}") ? [] : [{ text: " " }]),
    ...parts.flatMap((part) => (part.startsWith("{") ? fill(part, entry) : [{ text: part }])),
    ...onBehalf(entry),
  ];
}
