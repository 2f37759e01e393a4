// The guards of pages. Without a guard a page has no caller, and without a caller it can call no operation.
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
import { roleNotice } from "@/lib/web/pages/role-notice";
import { isSelfService } from "@/lib/web/pages/product-facts";
import { resolveCaller } from "./resolve-actor";
import { signInPath } from "@/lib/web/http/sign-in-path";
import { landingPath } from "@/lib/web/http/landing-path";

/** For pages that anyone may see. */
export async function openPage(): Promise<Caller> {
  sendMailAfterResponse(false);
  return resolveCaller();
}

/** Redirects to sign-in, which leads back to the requested page. */
async function goAndSignIn(): Promise<never> {
  redirect(signInPath(await askedFor()));
}

/** Returns the signed-in user; redirects other visitors to sign-in, which leads back to the requested page. */
export async function requireUser(): Promise<Caller<UserActor | MemberActor>> {
  const { actor, request } = await openPage();
  if (!isSignedIn(actor)) return goAndSignIn();
  return { actor, request };
}

/** Traces the refusal, and then shows a notice instead of a page that this user may not see. */
async function denyPage(
  code: ErrorCode,
  request: RequestFacts,
  notice: () => Notice | Promise<Notice> = () => MISSING,
): Promise<never> {
  traceRefusal(new AppError(code), request);
  return closePage(await notice());
}

/**
 * Returns the signed-in member of the organization in the URL. Redirects visitors who are not signed in to sign-in. Responds
 * with 404 to users who are not members, and with 403 if the role is below `least` or the organization is suspended.
 */
export async function requireMember(slug: string, least: OrganizationRole = "readonly"): Promise<Caller<MemberActor>> {
  sendMailAfterResponse(false);
  const { actor, request } = await resolveCaller(slug);
  if (actor.kind === "anonymous") return goAndSignIn();
  if (actor.kind !== "member") return denyPage("NOT_FOUND", request);
  const { organization, role } = actor;
  if (organization.suspended) return denyPage("ORGANIZATION_SUSPENDED", request, () => closedNotice(organization));
  if (!roleAtLeast(role, least)) return denyPage("ACCESS_DENIED", request, () => roleNotice({ actor, request }, least));
  return { actor, request };
}

/** Returns the signed-in system admin; responds to other signed-in users with 404. */
export async function requireSystemAdmin(): Promise<Caller<UserActor>> {
  const { actor, request } = await openPage();
  if (actor.kind === "anonymous") return goAndSignIn();
  if (actor.kind !== "user" || !actor.user.isSystemAdmin) return denyPage("NOT_FOUND", request);
  return { actor, request };
}

/** Responds with 404 outside development. */
export function requireDevelopment(): void {
  if (!isDevelopment()) notFound();
}

/** The value, or null if the operation refuses with one of `codes`. */
export async function unlessRefused<T>(work: Promise<T>, ...codes: AppError["code"][]): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && codes.includes(error.code)) return null;
    throw error;
  }
}

/** Returns the value, or responds with 404 if the operation refuses with NOT_FOUND. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  return (await unlessRefused(work, "NOT_FOUND")) ?? missingPage();
}

/** The path of `next` or of the user's home page, see `landingPath`; null for a visitor who is not signed in. */
export async function homeOfCaller(caller: Caller, next?: string): Promise<string | null> {
  const { actor } = caller;
  if (!isSignedIn(actor)) return null;
  return landingPath(next, (await getSession(caller, {})).organizations, actor.user.isSystemAdmin);
}

/** For pages that only make sense signed out: redirects a signed-in user to `next`, or home. */
export async function requireSignedOut(next?: string): Promise<Caller> {
  const caller = await openPage();
  const home = await homeOfCaller(caller, next);
  if (home !== null) redirect(home);
  return caller;
}

/** Responds with 404 in b2b mode, in which system admins do the page's task. Call this before the page's guard. */
export async function requireSelfService(): Promise<void> {
  if (!isSelfService()) await missingPage();
}
