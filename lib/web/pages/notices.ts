// The notices shown when a user cannot continue, for the framework's pages and for plain HTML pages.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";

export interface Notice {
  status: 403 | 404;
  title: string;
  text: string;
  /** By default, the front page or, for a signed-in user, their organization. */
  way?: WayOn;
}

/** The notice's link. */
export interface WayOn {
  href: string;
  label: string;
}

export const FRONT_PAGE: WayOn = { href: "/", label: "Go to the front page" };

export const MISSING: Notice = {
  status: 404,
  title: "Page not found",
  text: "The page does not exist, or you do not have access to it. Check the URL.",
};

const CLOSED: Notice & { way: WayOn } = {
  status: 403,
  title: "No access",
  text: "You do not have access to this page.",
  way: { href: "/account/profile", label: "Go to your account" },
};

/** @param organization the page's organization, of which the user must be a member; null if the page has none */
export function closedNotice(organization: MemberActor["organization"] | null): Notice & { way: WayOn } {
  if (!organization) return CLOSED;
  const { name, slug, suspended } = organization;
  if (suspended) {
    const text = `${name} is suspended, so it cannot be opened at the moment. No data has been lost. Contact support to ask when it will be available again.`;
    return { ...CLOSED, title: "Organization suspended", text };
  }
  return {
    status: 403,
    title: "No access",
    text: `This page needs a higher role than yours. Ask an admin of ${name}.`,
    way: { href: `/org/${slug}`, label: "Go to the dashboard" },
  };
}

interface LowRole {
  organization: MemberActor["organization"];
  /** The member's own role. */
  role: OrganizationRole;
  /** The lowest role that may open the page. */
  least: OrganizationRole;
  /** The names of admins who can sign in. */
  admins: string[];
}

const WHO_MAY: Record<OrganizationRole, string> = {
  readonly: "members of any role",
  member: "members and admins",
  org_admin: "admins",
};

const names = new Intl.ListFormat("en");

/** Like `closedNotice`, but says which role the page needs and who can change the member's. */
export function lowRoleNotice({ organization, role, least, admins }: LowRole): Notice {
  const reason = `This page needs a higher role: only ${WHO_MAY[least]} can open it, and you are ${ROLE_PHRASES[role]}.`;
  const are = admins.length === 1 ? "is an admin" : "are admins";
  const help = `${names.format(admins)} ${are} of ${organization.name} and can change your role.`;
  const general = closedNotice(organization);
  return admins.length === 0 ? general : { ...general, text: `${reason} ${help}` };
}
