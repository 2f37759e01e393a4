// What meets every request before the product does, in order: id, host, CSRF, arrival, headers, cookies.
// Nothing here decides who may do what.
import "server-only";
import { randomBytes, randomUUID } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { env, isDevServer } from "@/lib/env/server";
import { toAppError } from "@/lib/errors/app-error";
import { cookieName, readCookie } from "../cookies";
import { arrivalPage, needsArrivalHop } from "./arrival";
import { assertNotCrossSite } from "./csrf";
import { assertTrustedHost } from "./host";
import { contentSecurityPolicy, outgoingHeaders, type Answer } from "./outgoing-headers";
import { pageCookies } from "./page-cookies";
import { problemResponse } from "./respond";

export function handleRequest(request: NextRequest): Response {
  const answer: Answer = {
    requestId: randomUUID(),
    nonce: randomBytes(16).toString("base64"),
    path: request.nextUrl.pathname,
    hasToken: request.nextUrl.searchParams.has("token"),
  };
  const response = respond(request, answer);
  for (const [name, value] of Object.entries(outgoingHeaders(env(), answer, isDevServer()))) {
    response.headers.set(name, value);
  }
  return response;
}

function respond(request: NextRequest, answer: Answer): Response {
  try {
    assertTrustedHost(request.headers.get("host"), answer.path, env().TRUSTED_HOSTS);
    assertNotCrossSite(request.method, request.headers, { appUrl: env().APP_URL, allowedOrigins: env().ALLOWED_ORIGINS });
  } catch (thrown) {
    return problemResponse(toAppError(thrown), answer.requestId);
  }
  const session = readCookie(request.headers.get("cookie"), cookieName(env(), "session"));
  if (!answer.path.startsWith("/api/") && needsArrivalHop(request.method, request.headers, session !== null)) {
    const page = arrivalPage(request.nextUrl.pathname + request.nextUrl.search);
    return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
  return passOn(request, answer);
}

/** Next reads the nonce from the policy on the request. */
function passOn(request: NextRequest, answer: Answer): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-request-id", answer.requestId);
  headers.set("content-security-policy", contentSecurityPolicy(answer, isDevServer()));
  // Judged by Sec-Fetch-Site above; the framework's own check of actions knows the origin only.
  if (request.method === "POST" && headers.get("origin") === "null") headers.set("origin", env().APP_URL);
  const response = NextResponse.next({ request: { headers } });
  for (const { name, value, ...attributes } of pageCookies(env(), request.method, request.headers)) {
    response.cookies.set(name, value, attributes);
  }
  return response;
}
