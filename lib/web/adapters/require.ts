// The guards of pages. A page without one has no caller, and without a caller no operation answers.
import "server-only";
import { notFound, redirect } from "next/navigation";
import { isSignedIn, type Caller, type MemberActor, type RequestFacts, type UserActor } from "@/lib/access/actor";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import { getSession } from "@/lib/auth/sessions/get-session";
import { isDevelopment } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { traceRefusal } from "@/lib/observability/security-log";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { askedFor } from "@/lib/web/pages/asked-for";
import { closePage, missingPage } from "@/lib/web/pages/close-page";
import { closedNotice, MISSING, type Notice } from "@/lib/web/pages/notices";
import { isSelfService } from "@/lib/web/pages/product-facts";
import { resolveCaller } from "./resolve-actor";
import { signInPath } from "@/lib/web/http/sign-in-path";
import { landingPath } from "@/lib/web/http/landing-path";

/** For pages that anybody may see. */
export async function openPage(): Promise<Caller> {
  sendMailAfterResponse(false);
  return resolveCaller();
}

/** To sign in, and back to the page that was asked for. */
async function goAndSignIn(): Promise<never> {
  redirect(signInPath(await askedFor()));
}

/** The signed-in person; anybody else goes to sign in and comes back. */
export async function requireUser(): Promise<Caller<UserActor | MemberActor>> {
  const { actor, request } = await openPage();
  if (!isSignedIn(actor)) return goAndSignIn();
  return { actor, request };
}

/** Shown instead of a page that is not for this person. */
function denyPage(code: ErrorCode, request: RequestFacts, notice: Notice = MISSING): Promise<never> {
  traceRefusal(new AppError(code), request);
  return closePage(notice);
}

/** The signed-in member of the organization in the URL; to others it does not exist, and closed to roles below `least`. */
export async function requireMember(slug: string, least: OrganizationRole = "readonly"): Promise<Caller<MemberActor>> {
  sendMailAfterResponse(false);
  const { actor, request } = await resolveCaller(slug);
  if (actor.kind === "anonymous") return goAndSignIn();
  if (actor.kind !== "member") return denyPage("NOT_FOUND", request);
  const { organization, role } = actor;
  if (organization.suspended) return denyPage("ORGANIZATION_SUSPENDED", request, closedNotice(organization));
  if (!roleAtLeast(role, least)) return denyPage("ACCESS_DENIED", request, closedNotice(organization));
  return { actor, request };
}

/** A signed-in system admin; to other signed-in people there is no such page. */
export async function requireSystemAdmin(): Promise<Caller<UserActor>> {
  const { actor, request } = await openPage();
  if (actor.kind === "anonymous") return goAndSignIn();
  if (actor.kind !== "user" || !actor.user.isSystemAdmin) return denyPage("NOT_FOUND", request);
  return { actor, request };
}

/** Development pages do not exist anywhere else. */
export function requireDevelopment(): void {
  if (!isDevelopment()) notFound();
}

/** The value, or null where the operation refuses with one of `codes`. */
export async function unlessRefused<T>(work: Promise<T>, ...codes: AppError["code"][]): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  }
}

/** The value; where the operation knows no such thing, neither does the page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  return (await unlessRefused(work, "NOT_FOUND")) ?? notFound();
}

/** Where a signed-in person starts; null for everybody else. */
export async function homeOfCaller(caller: Caller, next?: string): Promise<string | null> {
  const { actor } = caller;
  if (!isSignedIn(actor)) return null;
  return landingPath(next, (await getSession(caller, {})).organizations, actor.user.isSystemAdmin);
}

/** For pages that only make sense signed out: a signed-in person goes on to `next`, or home. */
export async function requireSignedOut(next?: string): Promise<Caller> {
  const caller = await openPage();
  const home = await homeOfCaller(caller, next);
  if (home !== null) redirect(home);
  return caller;
}

/** What people do by themselves has no pages where an admin of the system does it for them. To be called before the guard. */
export async function requireSelfService(): Promise<void> {
  if (!isSelfService()) await missingPage();
}
