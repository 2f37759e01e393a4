// The headers of a response, depending on the request.
import "server-only";
import { isDevelopment } from "@/lib/env/server";
import type { Env } from "@/lib/env/schema";
import { isApi, showsMail } from "./paths";
import { JSON_POLICY, pagePolicy, REPORTING_ENDPOINTS, STATIC_HEADERS } from "./security-headers";

export interface Answer {
  requestId: string;
  nonce: string;
  path: string;
  /** A token in the URL must not be sent on in the Referer header. */
  hasToken: boolean;
}

export function contentSecurityPolicy({ path, nonce }: Answer, devServer: boolean): string {
  if (isApi(path)) return JSON_POLICY;
  return pagePolicy(nonce, devServer, devServer || (showsMail(path) && isDevelopment()));
}

/** The headers that do not depend on the request, for responses that bypass the middleware. */
export function baselineHeaders(env: Env, requestId: string): Record<string, string> {
  return {
    ...STATIC_HEADERS,
    ...(env.strict ? { "Strict-Transport-Security": env.HSTS } : {}),
    "X-Request-ID": requestId,
  };
}

export function outgoingHeaders(env: Env, answer: Answer, devServer: boolean): Record<string, string> {
  return {
    ...baselineHeaders(env, answer.requestId),
    ...(answer.hasToken ? { "Referrer-Policy": "no-referrer" } : {}),
    "Content-Security-Policy": contentSecurityPolicy(answer, devServer),
    ...(isApi(answer.path) ? {} : { "Reporting-Endpoints": REPORTING_ENDPOINTS }),
    "Cache-Control": "no-store",
  };
}
