// Who is asking, from the session cookie, once a request. A cookie sent twice is nobody's.
import "server-only";
import { cache } from "react";
import type { Actor, Caller } from "@/lib/access/actor";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { requestContext } from "@/lib/observability/request-context";
import { requestFacts } from "./request-facts";
import { sentCookie } from "./sent-cookie";

/** @param slug of the organization in the URL, or null; a claim until the membership is found */
async function resolve(slug: string | null): Promise<Actor> {
  const token = await sentCookie("session");
  const foundAt = performance.now();
  const actor = token === null ? null : await resolveSession(token, slug);
  if (!actor) return { kind: "anonymous" };
  const context = requestContext();
  if (context) {
    context.userId = actor.user.id;
    context.liveSession ??= { token: token ?? "", userId: actor.user.id, foundAt };
    if (actor.kind === "member") context.organizationId = actor.organization.id;
  }
  return actor;
}

export const resolveActor = cache(resolve);

export async function resolveCaller(slug: string | null = null): Promise<Caller> {
  const [actor, request] = await Promise.all([resolveActor(slug), requestFacts()]);
  return { actor, request };
}
