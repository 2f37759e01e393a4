// Sample data for the pictures of the product on the front page.
import type { Feature, FeatureIcon } from "@/lib/access/feature-spec";
import type { Overview } from "@/lib/admin/get-overview";
import type { Activity } from "@/lib/dashboard/activity";
import type { FeatureOnDashboard } from "@/lib/dashboard/features-on-dashboard";
import type { MemberView } from "@/lib/memberships/list-members";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const HOUR = 60;
const DAY = 24 * HOUR;

/** @returns the time `minutes` minutes before `now` */
export const before = (now: number, minutes: number) => new Date(now - minutes * MINUTE_MS).toISOString();

/** @returns the day of the Monday that starts the week `weeks` weeks before `now` */
function mondayBefore(now: number, weeks: number): string {
  const sinceMonday = (new Date(now).getUTCDay() + 6) % 7;
  return new Date(now - (sinceMonday + weeks * 7) * DAY_MS).toISOString().slice(0, 10);
}

export const ORGANIZATION = { name: "Stonebridge Works", slug: "stonebridge" };

/** Times in minutes before now. */
export const PEOPLE = [
  { id: "1", name: "Ada Mason", email: "ada@stonebridge.example", role: "org_admin", joined: 212 * DAY, seen: 2 },
  { id: "2", name: "Mo Carver", email: "mo@stonebridge.example", role: "member", joined: 196 * DAY, seen: 41 },
  { id: "3", name: "Ines Okafor", email: "ines@stonebridge.example", role: "member", joined: 112 * DAY, seen: 3 * HOUR },
  { id: "4", name: "Theo Lintel", email: "theo@stonebridge.example", role: "org_admin", joined: 97 * DAY, seen: 5 * HOUR },
  { id: "5", name: "Noor Haddad", email: "noor@stonebridge.example", role: "member", joined: 64 * DAY, seen: 9 * HOUR },
  { id: "6", name: "Lena Voss", email: "lena@stonebridge.example", role: "readonly", joined: 40 * DAY, seen: DAY },
  { id: "7", name: "Jonas Ek", email: "jonas@stonebridge.example", role: "member", joined: 12 * DAY, seen: 2 * DAY },
  { id: "8", name: "Robin Reader", email: "robin@stonebridge.example", role: "readonly", joined: 3 * DAY, seen: 2 * DAY },
] as const;

export const VIEWER = { name: PEOPLE[0].name, email: PEOPLE[0].email };

export const SYSTEM_ADMIN = { name: "Sasha Keeper", email: "sasha@stonebridge.example" };

/** A feature as the app lists it. */
export interface SampleFeature {
  name: string;
  /** The name of its page. */
  label: string;
  icon: FeatureIcon;
  /** The link to create an item. */
  create: { label: string; path: string };
  /** The entity type of its entries in the audit log. */
  entityType: string;
}

type Described = Pick<Feature, "name" | "navigation" | "create" | "auditNames">;

/** The feature in the pictures of the product. */
export function featureInSamples(features: readonly Described[]): SampleFeature | undefined {
  return features.slice(0, 1).map(({ name, navigation: { label, icon }, create, auditNames }) => ({
    name,
    label,
    icon,
    create,
    entityType: Object.keys(auditNames)[0] ?? name,
  }))[0];
}

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

/** The number of members who joined this week, which begins on Monday. */
export function sampleJoined(now: number): number {
  const monday = mondayBefore(now, 0);
  return sampleMembers(now).filter(({ joined_at }) => joined_at >= monday).length;
}

export function sampleActivity(now: number): Activity[] {
  const jo = { email: "jo@stonebridge.example", role: "member" } as const;
  const events: (Omit<Activity, "id" | "at"> & { ago: number })[] = [
    { person: PEOPLE[0].name, invited: jo, ago: 12 },
    ...PEOPLE.toReversed().map(({ name, joined }) => ({ person: name, invited: null, ago: joined })),
  ];
  return events.map(({ ago, ...event }, index) => ({ ...event, id: String(index), at: before(now, ago) }));
}

const PER_WEEK = [2, 1, 3, 2, 0, 4, 3, 1, 5, 4, 6, 3];

const LATEST = [
  {
    title: "Release checklist",
    text: "Migrate first, then deploy. The running version survives.",
    author: "Mo Carver",
    ago: 41,
  },
  {
    title: "Opening hours",
    text: "From December the office opens at nine.",
    author: "Ines Okafor",
    ago: 3 * HOUR,
  },
  {
    title: "Keys and codes",
    text: "Where the keys to the yard are, and whom to ask for a code.",
    author: "Theo Lintel",
    ago: 26 * HOUR,
  },
];

export function sampleFeature({ name, label, icon }: SampleFeature, now: number): FeatureOnDashboard {
  const things = label.toLowerCase();
  return {
    name,
    icon,
    count: { label, value: 34 },
    create: null,
    weekly: {
      title: `${label} per week`,
      unit: `New ${things}`,
      values: PER_WEEK.map((value, index) => ({ day: mondayBefore(now, PER_WEEK.length - 1 - index), value })),
    },
    latest: {
      title: `Latest ${things}`,
      all: `All ${things}`,
      items: LATEST.map(({ ago, ...item }, index) => ({
        ...item,
        id: String(index),
        path: "",
        createdAt: before(now, ago),
        at: before(now, ago),
      })),
    },
  };
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
