// What the page that says "closed" may tell: the organization in the URL, to a member of it. That page is given
// nothing by the framework, so it asks again, with what the middleware says was asked for.
import "server-only";
import type { MemberActor } from "@/lib/access/actor";
import { askedFor } from "./asked-for";
import { resolveActor } from "@/lib/web/adapters/resolve-actor";

export async function closedOrganization(): Promise<MemberActor["organization"] | null> {
  const [, slug] = /^\/org\/([a-z0-9-]+)(?:[/?]|$)/.exec((await askedFor()) ?? "") ?? [];
  const actor = slug === undefined ? null : await resolveActor(slug);
  return actor?.kind === "member" ? actor.organization : null;
}
