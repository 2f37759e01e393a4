// Sample entries of an audit log for the front page. IP addresses are from a block reserved for documentation (RFC 5737).
import type { AuditEntryView } from "@/lib/audit/view";
import { before, HOUR, PEOPLE, type SampleFeature } from "./samples";

type Entry = Pick<AuditEntryView, "action"> & {
  /** In minutes. */
  ago: number;
  /** The index of the actor in `PEOPLE`. */
  person: number;
  type: string;
  /** The name of the entity; null if it has none, or if it is no longer known. */
  about: string | null;
  before?: object;
  after?: object;
};

const RENAMED = { changed: ["name"] };
const EXPORTED = { format: "csv", entries: 214, complete: true, filters: { period: "30d" } };
const JOINED = { role: "readonly", account_created: true, invited_by: "org_admin" };

const INVITATION = { type: "invitation" };
const JO = { ...INVITATION, about: "jo@stonebridge.example" };
const KIM = { ...INVITATION, about: "kim@stonebridge.example" };
const MEMBERSHIP = { type: "membership" };

/** Entries that an organization's own log can have. Signing in, for example, belongs to no organization. */
function ofOrganization(): Entry[] {
  return [
    { ...JO, action: "invitations.create", ago: 12, person: 0, after: { role: "member" } },
    {
      ...MEMBERSHIP,
      action: "memberships.change-role",
      ago: 34,
      person: 0,
      about: "Mo Carver",
      before: { role: "readonly" },
      after: { role: "member" },
    },
    { ...KIM, action: "invitations.resend", ago: 4 * HOUR, person: 3 },
    { action: "audit.export", ago: 5 * HOUR, person: 3, type: "audit_log", about: null, after: EXPORTED },
    { action: "organizations.update", ago: 26 * HOUR, person: 0, type: "organization", about: null, after: RENAMED },
    { ...KIM, action: "invitations.create", ago: 28 * HOUR, person: 3, after: { role: "readonly" } },
    { ...INVITATION, action: "invitations.accept", ago: 30 * HOUR, person: 7, about: "Robin Reader", after: JOINED },
    {
      ...MEMBERSHIP,
      action: "memberships.change-role",
      ago: 31 * HOUR,
      person: 3,
      about: "Lena Voss",
      before: { role: "member" },
      after: { role: "readonly" },
    },
    { ...INVITATION, action: "invitations.revoke", ago: 32 * HOUR, person: 0, about: null, before: { role: "member" } },
  ];
}

function ofFeature({ name, entityType: type }: SampleFeature): Entry[] {
  const [list, hours] = ["Release checklist", "Opening hours"];
  const changed = { changed: ["content"] };
  return [
    { action: `${name}.update`, ago: 41, person: 1, type, about: list, after: changed },
    { action: `${name}.update`, ago: 2 * HOUR, person: 4, type, about: hours, after: changed },
    { action: `${name}.create`, ago: 3 * HOUR, person: 2, type, about: hours },
    { action: `${name}.create`, ago: 27 * HOUR, person: 1, type, about: list },
  ];
}

/** The newest first. */
export function sampleEntries(feature: SampleFeature | undefined, now: number): AuditEntryView[] {
  const entries = [...ofOrganization(), ...(feature ? ofFeature(feature) : [])];
  return entries
    .toSorted((one, other) => one.ago - other.ago)
    .map(({ action, ago, person, type, about, before: old = null, after = null }, index) => ({
      action,
      outcome: "ok",
      id: String(index),
      created_at: before(now, ago),
      actor: actorOf(person),
      api_key: null,
      entity: { type, id: null, name: about },
      request_id: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
      ip_address: "192.0.2.17",
      user_agent: "Firefox on macOS",
      reason: null,
      before: old,
      after,
    }));
}

function actorOf(index: number): AuditEntryView["actor"] {
  const { id, name, role } = PEOPLE[index] ?? PEOPLE[0];
  return { kind: "member", role, id, name };
}
