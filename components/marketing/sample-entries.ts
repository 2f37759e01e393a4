// Sample entries of an audit log for the front page. IP addresses are from a block reserved for documentation (RFC 5737).
import type { AuditEntryView } from "@/lib/audit/view";
import { before, HOUR, PEOPLE, type SampleFeature } from "./samples";

type Entry = Pick<AuditEntryView, "action" | "before" | "after"> & {
  /** In minutes. */
  ago: number;
  /** The index of the actor in `PEOPLE`. */
  person: number;
  type: string;
  /** The name of the entity; null if it is unknown. */
  about: string | null;
  outcome?: string;
};

const CHANGED = { before: null, after: null };

function ofOrganization(): Entry[] {
  return [
    {
      action: "invitations.create",
      ago: 12,
      person: 0,
      type: "invitation",
      about: "jo@stonebridge.example",
      before: null,
      after: { role: "member" },
    },
    {
      action: "memberships.change-role",
      ago: 34,
      person: 0,
      type: "membership",
      about: "Mo Carver",
      before: { role: "readonly" },
      after: { role: "member" },
    },
    { ...CHANGED, action: "auth.sign-in", ago: 2 * HOUR, person: 2, type: "user", about: null },
    {
      ...CHANGED,
      action: "auth.sign-in",
      outcome: "INVALID_CREDENTIALS",
      ago: 2 * HOUR + 1,
      person: 2,
      type: "user",
      about: null,
    },
    {
      ...CHANGED,
      action: "invitations.resend",
      ago: 4 * HOUR,
      person: 3,
      type: "invitation",
      about: "kim@stonebridge.example",
    },
    { ...CHANGED, action: "audit.export", ago: 5 * HOUR, person: 3, type: "organization", about: null },
    { ...CHANGED, action: "organizations.update", ago: 26 * HOUR, person: 0, type: "organization", about: null },
    { ...CHANGED, action: "auth.sign-in", ago: 27 * HOUR, person: 4, type: "user", about: null },
    {
      action: "invitations.accept",
      ago: 30 * HOUR,
      person: 7,
      type: "membership",
      about: "Robin Reader",
      before: null,
      after: { role: "readonly" },
    },
    { ...CHANGED, action: "auth.sign-in", ago: 31 * HOUR, person: 6, type: "user", about: null },
  ];
}

function ofFeature({ name, entityType }: SampleFeature): Entry[] {
  return [
    { ...CHANGED, action: `${name}.update`, ago: 41, person: 1, type: entityType, about: "Release checklist" },
    { ...CHANGED, action: `${name}.create`, ago: 3 * HOUR, person: 2, type: entityType, about: "Opening hours" },
  ];
}

/** The newest first. */
export function sampleEntries(feature: SampleFeature | undefined, now: number): AuditEntryView[] {
  const entries = [...ofOrganization(), ...(feature ? ofFeature(feature) : [])];
  return entries
    .toSorted((one, other) => one.ago - other.ago)
    .map(({ ago, person, type, about, outcome = "ok", ...entry }, index) => ({
      ...entry,
      outcome,
      id: String(index),
      created_at: before(now, ago),
      actor: actorOf(person),
      entity: { type, id: null, name: about },
      request_id: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
      ip_address: "192.0.2.17",
      user_agent: "Firefox on macOS",
      reason: null,
    }));
}

function actorOf(index: number): AuditEntryView["actor"] {
  const { id, name, role } = PEOPLE[index] ?? PEOPLE[0];
  return { kind: "member", role, id, name };
}
