// Where a provider sends the browser back to, at APP_URL only. The state says what the user set out to do; without a state
// of this browser, nothing that the request says counts. Whatever happens, the user ends on a page of the product: this
// answer is a small page that leads there, because browsers send no SameSite=Strict cookie on a redirect that began at
// another site.
import "server-only";
import { z } from "zod";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { confirmIdentity } from "@/lib/auth/oauth/confirm-identity";
import { linkIdentity } from "@/lib/auth/oauth/link-identity";
import { signInWithProvider } from "@/lib/auth/oauth/sign-in-with-provider";
import { readState, type OauthState } from "@/lib/auth/oauth/state";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { routeWithoutOperation } from "@/lib/web/adapters/route-without-operation";
import { resolveCaller } from "@/lib/web/adapters/resolve-actor";
import { applyCookies } from "@/lib/web/cookies/apply-cookies";
import { endFlow } from "@/lib/web/cookies/end-flow";
import { goOn } from "@/lib/web/cookies/go-on";
import { arrivalPage } from "@/lib/web/edge/arrival";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { landingPath } from "@/lib/web/http/landing-path";
import { isAtAppUrl } from "@/lib/web/http/own-host";
import { readQuery } from "@/lib/web/http/query";
import { reportError } from "@/lib/web/http/report-error";
import { safeRedirect } from "@/lib/web/http/safe-redirect";
import { shownCode } from "@/lib/web/pages/oauth-error";

const Query = z.strictObject({ state: z.string(), code: z.string(), iss: z.string(), error: z.string() });
type Query = Partial<z.output<typeof Query>>;

const CONNECTIONS = "/account/connections";

/** RFC 6749 §4.1.2.1 */
function refusalOf(error: string): AppError {
  if (error === "access_denied") return new AppError("OAUTH_CANCELLED");
  const isDown = error === "server_error" || error === "temporarily_unavailable";
  return new AppError(isDown ? "OAUTH_UNAVAILABLE" : "OAUTH_FAILED", { internal: "the provider refused" });
}

async function call<Output>(
  operation: Operation<Actor, Output>,
  caller: Caller,
  input: unknown,
  goal: (output: Output) => string | Promise<string>,
): Promise<string> {
  const output = await operation(caller, input);
  await applyCookies(operation, { output });
  return goal(output);
}

function carryOut(purpose: OauthState["purpose"], caller: Caller, input: unknown): Promise<string> {
  if (purpose === "link") {
    return call(linkIdentity, caller, input, async () => (await goOn(CONNECTIONS, "identity-linked")).redirectTo);
  }
  if (purpose === "confirm") {
    return call(confirmIdentity, caller, input, ({ next }) => safeRedirect(next) ?? CONNECTIONS);
  }
  return call(signInWithProvider, caller, input, ({ next, organizations, isSystemAdmin }) =>
    landingPath(next, organizations, isSystemAdmin),
  );
}

/** @returns the path of the page to go on to */
async function finish(provider: unknown, query: Query, state: OauthState | null, caller: Caller): Promise<string> {
  if (!state) throw new AppError("OAUTH_INVALID_STATE");
  if (query.error !== undefined) throw refusalOf(query.error);
  const { code, iss } = query;
  if (!code) throw new AppError("OAUTH_MISSING_CODE");
  return carryOut(state.purpose, caller, { provider, state: query.state, code, ...(iss !== undefined && { iss }) });
}

/** Where the user was going; null if unknown, or if another user is signed in meanwhile. */
function goalOf(state: OauthState | null, { actor }: Caller): string | null {
  if (!state || (isSignedIn(actor) && state.userId !== null && state.userId !== actor.user.id)) return null;
  return safeRedirect(state.next) ?? (state.purpose === "sign-in" ? null : CONNECTIONS);
}

/**
 * The page that says why the sign-in was refused, and from which the user can try again and still arrive. For a signed-in
 * user it is their own page, because the sign-in page would redirect them.
 */
function refusalPath(code: ErrorCode, state: OauthState | null, caller: Caller): string {
  // The session may have ended after the caller was resolved.
  const page = isSignedIn(caller.actor) && code !== "UNAUTHORIZED" ? CONNECTIONS : "/login";
  const next = goalOf(state, caller);
  const query = new URLSearchParams({ error: shownCode(code), ...(next !== null && next !== page && { next }) });
  return `${page}?${query.toString()}`;
}

function hop(target: string): Response {
  return new Response(arrivalPage(target), {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}

export const oauthCallbackRoute = routeWithoutOperation("oauth-callback", async (request, facts, { provider }) => {
  const caller = await resolveCaller();
  let state: OauthState | null = null;
  try {
    const query: Query = readQuery(request.url, Query, []);
    state = isAtAppUrl(request.headers) ? await readState(query.state ?? "", caller.request.oauthFlow) : null;
    return hop(await finish(provider, query, state, caller));
  } catch (thrown) {
    const { code } = reportError(thrown, "oauth-callback", facts);
    return hop(refusalPath(code, state, caller));
  } finally {
    if (state) await endFlow(state.jti);
    sendMailAfterResponse(true);
  }
});
