// The sidebar around a notice for a signed-in user: that of the organization in the URL, or that of the account.
import "server-only";
import { isSignedIn } from "@/lib/access/actor";
import { resolveActor } from "@/lib/web/adapters/resolve-actor";
import type { NoticeFrame } from "@/lib/web/edge/notice-frame";
import { organizationAskedFor } from "./closed-organization";
import { ACCOUNT_PLACES, placesIn } from "./places";

/** Null for a visitor who is not signed in. */
export async function frameOfNotice(): Promise<NoticeFrame | null> {
  const actor = await resolveActor(await organizationAskedFor());
  if (!isSignedIn(actor)) return null;
  const { name, email } = actor.user;
  if (actor.kind === "user" || actor.organization.suspended)
    return { home: "/", context: "Account", links: ACCOUNT_PLACES, person: { name, email } };
  const { organization, role } = actor;
  const links = placesIn(organization.slug, role);
  return { home: `/org/${organization.slug}`, context: organization.name, links, person: { name, email } };
}
