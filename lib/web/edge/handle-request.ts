// Checks every request in this order: host, method, length and type of the body, ambiguity, CORS preflight, CSRF, the
// general limit, a trailing slash, the body of an action, arrival from another site. Then sets headers and cookies. Nothing
// here checks permissions.
import "server-only";
import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { env, isDevServer } from "@/lib/env/server";
import { toAppError, type AppError } from "@/lib/errors/app-error";
import { PROXY_SECRET_HEADER } from "@/lib/network/address-from-proxy";
import { FORWARDED_IDENTITY_HEADER, signForwardedIdentity } from "@/lib/network/forwarded-identity";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";
import { traceRefusal } from "@/lib/observability/security-log";
import { rateLimited } from "@/lib/rate-limit/rate-limited";
import { requestIdentity } from "@/lib/web/http/request-identity";
import { COOKIE_KINDS, cookieName, readCookie } from "@/lib/web/cookies/cookie-policy";
import { safeRedirect } from "@/lib/web/http/safe-redirect";
import { assertActionBody } from "./action-body";
import { assertUnambiguous } from "./ambiguity";
import { arrivalPage, needsArrivalHop } from "./arrival";
import { assertBody, isAction } from "./body-rules";
import { corsHeaders, isPreflight } from "./cors";
import { assertNotCrossSite, isBearerOnly, withoutPartners } from "./csrf";
import { countRequest } from "./general-limit";
import { assertTrustedHost, requestedOrigin } from "./host";
import { assertMethod } from "./methods";
import { POLICY_HEADER } from "./nonce-of";
import { contentSecurityPolicy, outgoingHeaders, type Answer } from "./outgoing-headers";
import { pageCookies } from "./page-cookies";
import { isPageVisit } from "./page-visit";
import { FROM_ANYWHERE, isApi, isOauthCallback, OPENAPI_PATH, PATH_HEADER, UNCOUNTED } from "./paths";
import { refusalResponse } from "./refusal-response";
import { sentCredential } from "./sent-credential";
import { limitHeaders } from "./problem";

/** Parameters that no link back may contain: a token must not appear in a second URL, and a refusal is shown only once. */
const FOR_NOW = ["token", "refused", "retry_at", "error"];

/** For parts of the framework. A client could set cookies with some of them, or get an empty page. */
const INTERNAL_HEADER = /^x-middleware-/;

interface Incoming extends Answer {
  ipAddress: string;
}

export async function handleRequest(request: NextRequest): Promise<Response> {
  const { requestId, ipAddress } = requestIdentity(request.headers);
  const answer: Incoming = {
    requestId,
    ipAddress,
    nonce: randomBytes(16).toString("base64"),
    path: request.nextUrl.pathname,
    hasToken: request.nextUrl.searchParams.has("token") || isOauthCallback(request.nextUrl.pathname),
  };
  const response = await respond(request, answer);
  const headers = {
    ...outgoingHeaders(env(), answer, isDevServer()),
    ...corsHeaders({ method: request.method, path: answer.path, headers: request.headers }, env().ALLOWED_ORIGINS),
  };
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

async function respond(request: NextRequest, answer: Incoming): Promise<Response> {
  try {
    return await admit(request, answer);
  } catch (thrown) {
    return refusalResponse(reportRefusal(thrown, request, answer), request, { ...answer, target: ownAddress(request) });
  }
}

function reportRefusal(thrown: unknown, { method }: NextRequest, { requestId, ipAddress, path }: Incoming): AppError {
  const error = toAppError(thrown);
  if (error !== thrown) log.error("middleware failed", { request_id: requestId, method, path, error: thrown });
  else traceRefusal(error, { requestId, ipAddress, method, path });
  return error;
}

async function admit(request: NextRequest, answer: Incoming): Promise<Response> {
  const { method, headers } = request;
  const { path } = answer;
  // The framework treats several targets as the same path; exceptions apply to the exact target only.
  const target = requestContext()?.target ?? path;
  const cookies = headers.get("cookie");
  assertTrustedHost(headers.get("host"), target, env());
  assertMethod(method, path);
  assertBody(method, path, headers);
  assertUnambiguous(
    path,
    request.nextUrl.searchParams,
    cookies,
    COOKIE_KINDS.map((kind) => cookieName(env(), kind)),
  );
  if (isApi(path) && isPreflight(method, headers)) return new Response(null, { status: 204 });
  if (!FROM_ANYWHERE.includes(target) && !isBearerOnly(path, headers)) {
    assertNotCrossSite(method, headers, isApi(path) ? env() : withoutPartners(env()));
  }
  const isCounted = !UNCOUNTED.includes(target);
  const verdict = isCounted ? await countRequest(await sentCredential(env(), path, headers), answer.ipAddress) : null;
  if (verdict && !verdict.allowed) throw rateLimited(verdict);
  if (path.length > 1 && path.endsWith("/")) return redirectToBarePath(request);
  if (isAction(method, path)) await assertActionBody(request);
  const hasSession = readCookie(cookies, cookieName(env(), "session")) !== null;
  const response = isArrival(request, hasSession) ? arrival(request) : continueToApp(request, answer);
  for (const [name, value] of Object.entries(verdict ? limitHeaders(verdict) : {})) response.headers.set(name, value);
  return response;
}

/** Path and query of this request, or "/" if a browser could resolve them to another origin. */
function ownAddress(request: NextRequest): string {
  return safeRedirect(request.nextUrl.pathname + request.nextUrl.search) ?? "/";
}

/** Keeps the method, so that a form posted to the other spelling still arrives. */
function redirectToBarePath({ nextUrl }: NextRequest): Response {
  let { pathname } = nextUrl;
  while (pathname.endsWith("/")) pathname = pathname.slice(0, -1);
  const bare = safeRedirect(pathname + nextUrl.search) ?? "/";
  // The framework accepts only absolute URLs from the middleware, and makes those with the request's own origin relative.
  return new Response(null, { status: 308, headers: { Location: new URL(bare, nextUrl.origin).href } });
}

function isArrival(request: NextRequest, hasSessionCookie: boolean): boolean {
  const { pathname } = request.nextUrl;
  // A provider sends the browser back to a route, which needs the session of a user who links or confirms an identity.
  const isPage = !isApi(pathname) || isOauthCallback(pathname);
  return isPage && needsArrivalHop(request.method, request.headers, hasSessionCookie);
}

function arrival(request: NextRequest): Response {
  return new Response(arrivalPage(ownAddress(request)), { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** The path and query to which a guard may send the user back. */
function addressForPage(request: NextRequest, { path }: Answer): string {
  const { search, searchParams } = request.nextUrl;
  const isForNow = FOR_NOW.some((name) => searchParams.has(name));
  return (isForNow ? null : safeRedirect(path + search)) ?? path;
}

/** Next reads the nonce from the request's Content-Security-Policy header, and its own host from X-Forwarded-Host. */
function continueToApp(request: NextRequest, answer: Incoming): NextResponse {
  const headers = new Headers([...request.headers].filter(([name]) => !INTERNAL_HEADER.test(name)));
  headers.delete(PROXY_SECRET_HEADER);
  // The framework copies it into its own requests, which some proxies refuse if they already have this header.
  const { CLIENT_ADDRESS_HEADER: reported } = env();
  if (reported !== undefined) headers.delete(reported);
  headers.set(FORWARDED_IDENTITY_HEADER, signForwardedIdentity(answer));
  headers.set(PATH_HEADER, addressForPage(request, answer));
  headers.set(POLICY_HEADER, contentSecurityPolicy(answer, isDevServer()));
  const own = requestedOrigin(env(), headers.get("host"));
  headers.set("x-forwarded-host", new URL(own).host);
  // The origin was checked above. The framework's own check knows only the requested host and refuses opaque origins.
  if (isAction(request.method, answer.path) && headers.has("origin")) headers.set("origin", own);
  const response = NextResponse.next({ request: { headers } });
  const asked = { method: request.method, headers: Object.fromEntries(request.headers) };
  // A cache must not store anyone's cookies.
  if (answer.path === OPENAPI_PATH || !(requestContext()?.isPageVisit ?? isPageVisit(asked))) return response;
  const visit = {
    path: answer.path,
    token: request.nextUrl.searchParams.get("token"),
    cookies: request.headers.get("cookie"),
  };
  for (const { name, value, ...attributes } of pageCookies(env(), visit)) response.cookies.set(name, value, attributes);
  return response;
}
