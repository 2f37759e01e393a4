// The organization that was open last in this browser, for the account pages, which belong to none.
import "server-only";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

interface Choice {
  slug: string;
  suspended: boolean;
}

/** @param organizations of the reader: the cookie is a claim, and may be left over from another person */
export async function lastOrganization<C extends Choice>(organizations: readonly C[]): Promise<C | undefined> {
  const open = organizations.filter(({ suspended }) => !suspended);
  const slug = await sentCookie("organization");
  return open.find((each) => each.slug === slug) ?? open[0];
}
