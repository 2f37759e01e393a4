// The organization that the "closed" page may name: the one in the URL, to its members. The framework passes nothing to that
// page, so it resolves the organization again from the address that the middleware passed on.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { askedFor } from "./asked-for";
import { resolveActor } from "@/lib/web/adapters/resolve-actor";

export async function closedOrganization(): Promise<MemberActor["organization"] | null> {
  const [, slug] = /^\/org\/([a-z0-9-]+)(?:[/?]|$)/.exec((await askedFor()) ?? "") ?? [];
  const actor = slug === undefined ? null : await resolveActor(slug);
  return actor?.kind === "member" ? actor.organization : null;
}
