// The frame around a notice for a signed-in user. Its pages are those of the area in the URL: the console, the account, or
// the organization, if the user is a member. Any other URL gets the organization that the user opened last.
import "server-only";
import { unstable_rethrow } from "next/navigation";
import { isSignedIn } from "@/lib/access/actor";
import type { FeatureIcon } from "@/lib/access/feature-spec";
import { getSession } from "@/lib/auth/sessions/get-session";
import { FEATURES } from "@/lib/features/features";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";
import type { MyOrganizationView } from "@/lib/organizations/organizations-of";
import { resolveCaller } from "@/lib/web/adapters/resolve-actor";
import type { NoticeFrame, NoticeLink } from "@/lib/web/edge/notice-frame";
import type { NoticeIcon } from "@/lib/web/edge/notice-icons";
import { askedFor } from "./asked-for";
import { organizationAskedFor } from "./closed-organization";
import { lastOrganization } from "./last-organization";
import { ACCOUNT_PLACES, CONSOLE_PLACES, placesIn, type OwnPlace } from "./places";

type Id = OwnPlace | (typeof ACCOUNT_PLACES | typeof CONSOLE_PLACES)[number]["id"];

const ICONS: Record<Id, NoticeIcon> = {
  dashboard: "dashboard",
  members: "members",
  invitations: "invitations",
  "api-keys": "password",
  usage: "chart",
  billing: "card",
  webhooks: "webhook",
  "audit-log": "audit",
  settings: "settings",
  overview: "dashboard",
  organizations: "organizations",
  users: "members",
  plans: "layers",
  ai: "chart",
  profile: "person",
  email: "mail",
  password: "password",
  connections: "connections",
  sessions: "sessions",
  export: "export",
  delete: "trash",
};

function iconOf(id: string): FeatureIcon | NoticeIcon {
  return FEATURES.find(({ name }) => name === id)?.navigation.icon ?? ICONS[id as Id];
}

type Place = Omit<NoticeLink, "icon" | "isCurrent"> & { id: string };

interface Area {
  home: string;
  /** The link back, for a page that does not exist. */
  way: NoticeFrame["way"];
  context: string;
  title: string;
  places: readonly Place[];
}

const CONSOLE = { home: "/admin", context: "System console", title: "System console" };

const isWithin = (path: string, href: string) => /^(?:[/?]|$)/.test(path.slice(href.length)) && path.startsWith(href);

function areaOf(path: string, isSystemAdmin: boolean, organization: MyOrganizationView | undefined): Area {
  if (isSystemAdmin && isWithin(path, "/admin"))
    return {
      ...CONSOLE,
      way: { href: "/admin", label: "Go to the system console" },
      places: CONSOLE_PLACES,
    };
  const home = organization ? `/org/${organization.slug}` : "/";
  const way = organization
    ? { href: home, label: `Go to ${organization.name}` }
    : { href: "/account/profile", label: "Go to your account" };
  if (!organization || isWithin(path, "/account"))
    return { home, way, context: "Account", title: "Account", places: ACCOUNT_PLACES };
  const { name, slug, role } = organization;
  return { home, way, context: name, title: "Organization", places: placesIn(slug, role) };
}

function sectionsOf({ home, title, places }: Area, path: string, showsConsole: boolean): NoticeFrame["sections"] {
  const links = places.map(({ id, ...place }) => ({
    ...place,
    icon: iconOf(id),
    isCurrent: place.href !== home && isWithin(path, place.href),
  }));
  const toConsole = { label: "System console", href: "/admin", icon: "castle" } as const;
  return [{ title, links }, ...(showsConsole ? [{ title: "System", links: [toConsole] }] : [])];
}

/**
 * Null for a visitor who is not signed in, and if the frame cannot be read: then the notice is shown without a frame, with
 * its own status instead of 500.
 */
export async function frameOfNotice(): Promise<NoticeFrame | null> {
  try {
    return await readFrame();
  } catch (error) {
    unstable_rethrow(error);
    log.error("notice shown without its frame", { request_id: requestContext()?.requestId, error });
    return null;
  }
}

async function readFrame(): Promise<NoticeFrame | null> {
  const asked = await organizationAskedFor();
  const { actor, request } = await resolveCaller(asked);
  if (!isSignedIn(actor)) return null;
  const { organizations } = await getSession({ actor, request }, {});
  const { name, email, isSystemAdmin } = actor.user;
  const path = (await askedFor()) ?? "";
  const open = organizations.find(({ slug, suspended }) => slug === asked && !suspended);
  const organization = open ?? (await lastOrganization(organizations));
  const area = areaOf(path, isSystemAdmin, organization);
  return {
    home: area.home,
    way: area.way,
    context: area.context,
    sections: sectionsOf(area, path, isSystemAdmin && area.places !== CONSOLE_PLACES),
    organizations: organizations.map(({ slug, name: label, role, suspended }) => ({
      name: label,
      role: suspended ? "Suspended" : ROLE_WORDS[role],
      href: `/org/${slug}`,
      isCurrent: slug === organization?.slug,
    })),
    person: { name, email },
  };
}
