// Where a signed-in user starts: the page that they asked for, or their home.
import "server-only";
import { safeRedirect } from "./safe-redirect";

type Organizations = readonly { slug: string; suspended: boolean }[];

/**
 * The dashboard of the first organization that is not suspended. If there is none, the system console for a system admin,
 * and the profile page for any other user.
 */
export function homeOf(organizations: Organizations, isSystemAdmin = false): string {
  const first = organizations.find(({ suspended }) => !suspended);
  if (first) return `/org/${first.slug}`;
  return isSystemAdmin ? "/admin" : "/account/profile";
}

export function landingPath(next: unknown, organizations: Organizations, isSystemAdmin: boolean): string {
  return safeRedirect(next) ?? homeOf(organizations, isSystemAdmin);
}
