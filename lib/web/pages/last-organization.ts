// The organization last opened in this browser, for the account pages, which belong to no organization.
import "server-only";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

interface Choice {
  slug: string;
  suspended: boolean;
}

/**
 * Falls back to the first organization that is not suspended.
 * @param organizations the user's own, because the cookie is untrusted and may come from an earlier user of this browser
 */
export async function lastOrganization<C extends Choice>(organizations: readonly C[]): Promise<C | undefined> {
  const open = organizations.filter(({ suspended }) => !suspended);
  const slug = await sentCookie("organization");
  return open.find((each) => each.slug === slug) ?? open[0];
}
