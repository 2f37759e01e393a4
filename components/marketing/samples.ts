// Sample data for the pictures of the product on the front page. IP addresses are from a block reserved for documentation
// (RFC 5737).
import type { Overview } from "@/lib/admin/get-overview";
import type { AuditEntryView } from "@/lib/audit/view";
import type { Activity } from "@/lib/dashboard/activity";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import type { MemberView } from "@/lib/memberships/list-members";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** @returns the time `minutes` minutes before `now` */
const before = (now: number, minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();

/** @returns the day of the Monday that starts the week `weeks` weeks before `now` */
function mondayBefore(now: number, weeks: number): string {
  const sinceMonday = (new Date(now).getUTCDay() + 6) % 7;
  return new Date(now - (sinceMonday + weeks * 7) * DAY_MS).toISOString().slice(0, 10);
}

const PEOPLE = [
  { id: "1", name: "Ada Mason", email: "ada@stonebridge.example", role: "org_admin", joined: 212 * DAY, seen: 2 },
  { id: "2", name: "Mo Carver", email: "mo@stonebridge.example", role: "member", joined: 96 * DAY, seen: 41 },
  { id: "3", name: "Ines Okafor", email: "ines@stonebridge.example", role: "member", joined: 12 * DAY, seen: 3 * HOUR },
  { id: "4", name: "Robin Reader", email: "robin@stonebridge.example", role: "readonly", joined: 3 * DAY, seen: 2 * DAY },
] as const;

export const VIEWER = { name: PEOPLE[0].name, email: PEOPLE[0].email };

export function sampleMembers(now: number): MemberView[] {
  return PEOPLE.map(({ id, name, email, role, joined, seen }) => ({
    id,
    user: { id, name, email },
    role,
    joined_at: before(now, joined),
    last_seen_at: before(now, seen),
    is_you: id === "1",
    is_system_admin: false,
  }));
}

export function sampleActivity(now: number): Activity[] {
  const jo = { email: "jo@stonebridge.example", role: "member" } as const;
  const events: Omit<Activity, "id" | "at">[] = [
    { person: "Ada Mason", invited: jo },
    { person: "Robin Reader", invited: null },
    { person: "Ines Okafor", invited: null },
    { person: "Mo Carver", invited: null },
    { person: "Ada Mason", invited: null },
  ];
  const ago = [12, 3 * DAY, 12 * DAY, 96 * DAY, 212 * DAY];
  return events.map((event, index) => ({ ...event, id: String(index), at: before(now, ago[index] ?? 0) }));
}

const PER_WEEK = [2, 1, 3, 2, 0, 4, 3, 1, 5, 4, 6, 3];

export function sampleFeature(now: number): FeatureOnDashboard {
  const items = [
    {
      title: "Release checklist",
      text: "Migrate first, then deploy. The running version survives.",
      author: "Mo Carver",
      ago: 41,
    },
    {
      title: "Opening hours in winter",
      text: "From December the office opens at nine.",
      author: "Ines Okafor",
      ago: 3 * HOUR,
    },
  ];
  return {
    name: "documents",
    icon: "file",
    count: { label: "Documents", value: 18 },
    create: null,
    weekly: {
      title: "Documents per week",
      unit: "New documents",
      values: PER_WEEK.map((value, index) => ({ day: mondayBefore(now, PER_WEEK.length - 1 - index), value })),
    },
    latest: {
      title: "Latest documents",
      all: "All documents",
      items: items.map(({ ago, ...item }, index) => ({
        ...item,
        id: String(index),
        path: "",
        createdAt: before(now, ago),
        at: before(now, ago),
      })),
    },
  };
}

type Entry = Pick<AuditEntryView, "action" | "outcome" | "before" | "after"> & {
  ago: number;
  person: 0 | 1 | 2;
  type: string;
  /** The name of the entity; null if it is unknown. */
  about: string | null;
};

const ENTRIES: Entry[] = [
  {
    action: "invitations.create",
    outcome: "ok",
    ago: 12,
    person: 0,
    type: "invitation",
    about: "jo.fenner@example.com",
    before: null,
    after: { role: "member" },
  },
  {
    action: "memberships.change-role",
    outcome: "ok",
    ago: 34,
    person: 0,
    type: "membership",
    about: "Mo Carver",
    before: { role: "readonly" },
    after: { role: "member" },
  },
  {
    action: "documents.update",
    outcome: "ok",
    ago: 41,
    person: 1,
    type: "document",
    about: "Scaffold plan",
    before: null,
    after: null,
  },
  {
    action: "auth.sign-in",
    outcome: "INVALID_CREDENTIALS",
    ago: 3 * HOUR,
    person: 2,
    type: "user",
    about: null,
    before: null,
    after: null,
  },
  {
    action: "organizations.update",
    outcome: "ok",
    ago: 26 * HOUR,
    person: 0,
    type: "organization",
    about: null,
    before: null,
    after: null,
  },
];

export function sampleEntries(now: number): AuditEntryView[] {
  return ENTRIES.map(({ ago, person, type, about, ...entry }, index) => ({
    ...entry,
    id: String(index),
    created_at: before(now, ago),
    actor: { kind: "member", role: PEOPLE[person].role, id: PEOPLE[person].id, name: PEOPLE[person].name },
    entity: { type, id: null, name: about },
    request_id: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
    ip_address: "192.0.2.17",
    user_agent: "Firefox on macOS",
    reason: null,
  }));
}

const SIGN_UPS = [3, 5, 2, 1, 6, 8, 7, 4, 3, 2, 7, 9, 8, 6, 5, 3, 4, 9, 11, 10, 8, 5, 4, 9, 12, 13, 11, 7, 6, 9];
const ACTIVE = [
  21, 34, 36, 33, 30, 12, 10, 28, 37, 41, 39, 35, 14, 12, 31, 42, 44, 45, 40, 17, 15, 36, 47, 51, 49, 44, 19, 18, 41, 38,
];

export function sampleOverview(now: number): Pick<Overview, "totals" | "sign_ups" | "active_users"> {
  const byDay = (values: number[]) =>
    values.map((value, index) => ({
      day: new Date(now - (values.length - 1 - index) * DAY_MS).toISOString().slice(0, 10),
      value,
    }));
  return {
    totals: { users: 418, suspended_users: 2, organizations: 57, suspended_organizations: 0, system_admins: 3 },
    sign_ups: byDay(SIGN_UPS),
    active_users: byDay(ACTIVE),
  };
}
