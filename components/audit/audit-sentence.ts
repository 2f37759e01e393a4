import type { AuditActorKind, AuditEntryView } from "@/lib/audit/view";
import { ROLE_PHRASES, ROLE_WORDS } from "@/lib/memberships/role-words";
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
  /** The name of the organization in which it happened. */
  isPlace?: boolean;
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
  // "key" in the log of the console.
  const isKey = kind === "api_key" || kind === "key";
  if (isKey) return { text: entry.api_key?.name ? `The API key “${entry.api_key.name}”` : ACTOR_WORDS.api_key };
  if (id !== null && kind !== "former_member") return { text: "A deleted account" };
  return { text: ACTOR_WORDS[kind as AuditActorKind] ?? "Someone" };
}

function givenRole({ after }: ShownEntry): Segment[] {
  const role = roleIn(after);
  return role === null ? [] : [{ text: ` as ${ROLE_PHRASES[role]}` }];
}

/** " from reader to member", or only the role that is known. */
function changedRole({ before, after }: ShownEntry): Segment[] {
  const words = (preposition: string, values: unknown) => {
    const role = roleIn(values);
    return role === null ? "" : ` ${preposition} ${ROLE_WORDS[role].toLowerCase()}`;
  };
  const text = words("from", before) + words("to", after);
  return text === "" ? [] : [{ text }];
}

/** The owner of the account that the actor named, if the actor did not prove to be the owner. */
function onBehalf(entry: ShownEntry): Segment[] {
  if (!isAboutPerson(entry) || entry.actor.name === null) return [];
  return [{ text: entry.action === "auth.sign-in" ? " as " : " for " }, { text: entry.actor.name, isName: true }];
}

/** The entity, if it is not the actor themselves. */
function ofAnother({ actor, entity }: ShownEntry): Segment[] {
  return entity === null || entity.id === actor.id ? [] : [{ text: " of " }, ...thingWords(entity)];
}

/** The organization with the words before it, such as " from ". */
function placeWords(place: string | null, words: string): Segment[] {
  return place === null ? [] : [{ text: words }, { text: place, isPlace: true }];
}

function fill(part: string, entry: ShownEntry, place: string | null): Segment[] {
  if (part === "{thing}") return thingWords(entry.entity);
  if (part === "{of thing}") return ofAnother(entry);
  if (part === "{as}") return givenRole(entry);
  if (part === "{change}") return changedRole(entry);
  if (part === "{for}") return onBehalf(entry);
  if (part === "{place}") return [place === null ? { text: "the organization" } : { text: place, isPlace: true }];
  const atPlace = /^\{(.+)place\}$/u.exec(part)?.[1];
  if (atPlace !== undefined) return placeWords(place, ` ${atPlace}`);
  if (part.startsWith("{")) throw new Error(`${entry.action} has the unknown placeholder ${part}`);
  return [{ text: part }];
}

/**
 * "Mo Carver changed the role of Robin Reader from reader to member", in parts.
 * @param place the name of the organization, for a log of several organizations
 */
export function sentenceOf(entry: ShownEntry, place: string | null = null): Segment[] {
  const phrase = phraseOf(entry.action);
  const isDone = entry.outcome === "ok";
  const atEnd = placeWords(place, " in ");
  if (!phrase) return [whoWords(entry), { text: `: ${actionWords(entry.action).toLowerCase()}` }, ...atEnd];
  const [did, toDo, object] = phrase;
  const parts = object.split(/(\{[^}]+\})/u).filter((part) => part !== "");
  return [
    whoWords(entry),
    { text: isDone ? ` ${did}` : ` tried to ${toDo}` },
    ...(object === "" ? [] : [{ text: " " }]),
    ...parts.flatMap((part) => fill(part, entry, place)),
    ...(object.includes("{for}") ? [] : onBehalf(entry)),
    ...(object.includes("place}") ? [] : atEnd),
  ];
}
