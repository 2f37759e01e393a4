// What a page says where a person may not go on, for the framework's pages and for the plain ones.
import type { MemberActor } from "@/lib/access/actor";

export interface Notice {
  status: 403 | 404;
  title: string;
  text: string;
  /** The way on. */
  href: string;
  label: string;
}

export const MISSING: Notice = {
  status: 404,
  title: "Page not found",
  text: "There is no gate here: the page does not exist, or it is not yours to see. Check the address, or start over from the front page.",
  href: "/",
  label: "Go to the front page",
};

const CLOSED: Notice = {
  status: 403,
  title: "No access",
  text: "This gate is closed: you are not allowed to open this page.",
  href: "/account/profile",
  label: "Go to your account",
};

/** @param organization of which the reader is a member, where the page belongs to one */
export function closedNotice(organization: MemberActor["organization"] | null): Notice {
  if (!organization) return CLOSED;
  const { name, slug, suspended } = organization;
  if (suspended) {
    const text = `${name} is suspended, and nobody can open it for now. Nothing in it is lost. Ask the people who run this site when it will open again.`;
    return { ...CLOSED, title: "Organization suspended", text };
  }
  return {
    status: 403,
    title: "No access",
    text: `Your key does not fit here: this page takes more than your role in ${name} allows. One of its admins can change that.`,
    href: `/org/${slug}`,
    label: "Go to the dashboard",
  };
}
