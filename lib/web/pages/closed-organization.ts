// The organization in the URL, if the signed-in user is a member of it; otherwise null. The 403 page may show the
// organization's name. The framework passes no arguments to that page, so the organization is resolved again from the path
// that the middleware put into a header.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { askedFor } from "./asked-for";
import { resolveActor } from "@/lib/web/adapters/resolve-actor";

export async function closedOrganization(): Promise<MemberActor["organization"] | null> {
  const slug = await organizationAskedFor();
  return slug === null ? null : organizationNamed(slug);
}

/** The slug in the URL, or null. */
export async function organizationAskedFor(): Promise<string | null> {
  return /^\/org\/([a-z0-9-]+)(?:[/?]|$)/.exec((await askedFor()) ?? "")?.[1] ?? null;
}

/** Null unless the signed-in user is a member. */
export async function organizationNamed(slug: string): Promise<MemberActor["organization"] | null> {
  const actor = await resolveActor(slug);
  return actor.kind === "member" ? actor.organization : null;
}
