// Determines the actor from the session cookie, once per request. A cookie sent twice authenticates no one. A request that
// the HTTP server has refused has no caller.
import "server-only";
import { cache } from "react";
import { isUser, NO_COOKIES, type Actor, type Caller } from "@/lib/access/actor";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { requestContext } from "@/lib/observability/request-context";
import { requestFacts } from "@/lib/web/http/request-facts";
import { sessionToken } from "@/lib/web/cookies/session-token";

/** @param slug the organization's slug as the client sent it, or null; untrusted until the membership is found */
export async function actorBehind(token: string, slug: string | null): Promise<Actor> {
  const foundAt = performance.now();
  const actor = await resolveSession(token, slug);
  if (!actor) return { kind: "anonymous" };
  const context = requestContext();
  if (context) context.liveSession ??= { token, userId: actor.user.id, foundAt };
  return loggedAs(actor);
}

/** Sets user, organization and credential for the request's line in the log. */
export function loggedAs(actor: Actor): Actor {
  const context = requestContext();
  if (context && isUser(actor)) context.userId = actor.user.id;
  if (context && "organization" in actor) context.organizationId = actor.organization.id;
  if (context && "credential" in actor) {
    const { kind, id } = actor.credential;
    if (kind === "token") context.tokenFamilyId = id;
    if (kind === "key") context.apiKeyId = id;
  }
  return actor;
}

async function resolve(slug: string | null): Promise<Actor> {
  const token = await sessionToken();
  return token === null ? { kind: "anonymous" } : actorBehind(token, slug);
}

export const resolveActor = cache(resolve);

/** @throws the refusal, if the HTTP server has refused the request */
export function assertServed(): void {
  const refusal = requestContext()?.refusal;
  if (refusal) throw refusal;
}

/** @throws the refusal, if the HTTP server has refused the request */
export async function resolveCaller(slug: string | null = null): Promise<Caller> {
  assertServed();
  const [actor, request] = await Promise.all([resolveActor(slug), requestFacts()]);
  return { actor, request };
}

/**
 * The caller of a request whose cookies and credentials are ignored.
 * @throws the refusal, if the HTTP server has refused the request
 */
export async function cookielessCaller(): Promise<Caller> {
  assertServed();
  return { actor: { kind: "anonymous" }, request: { ...(await requestFacts()), ...NO_COOKIES } };
}
