// Who is asking, from the session cookie, once a request. A cookie sent twice is nobody's.
import "server-only";
import { cache } from "react";
import { headers } from "next/headers";
import type { Actor, Caller } from "@/lib/access/actor";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { env } from "@/lib/env/server";
import { requestContext } from "@/lib/observability/request-context";
import { cookieName, readCookie } from "./cookies";
import { requestFacts } from "./request-facts";

/** @param slug of the organization in the URL, or null; a claim until the membership is found */
async function resolve(slug: string | null): Promise<Actor> {
  const token = readCookie((await headers()).get("cookie"), cookieName(env(), "session"));
  const actor = token === null ? null : await resolveSession(token, slug);
  if (!actor) return { kind: "anonymous" };
  const context = requestContext();
  if (context) {
    context.userId = actor.user.id;
    if (actor.kind === "member") context.organizationId = actor.organization.id;
  }
  return actor;
}

export const resolveActor = cache(resolve);

export async function resolveCaller(slug: string | null = null): Promise<Caller> {
  const [actor, request] = await Promise.all([resolveActor(slug), requestFacts()]);
  return { actor, request };
}
