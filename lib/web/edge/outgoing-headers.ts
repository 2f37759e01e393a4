// The security headers of a response, including those that depend on the request.
import "server-only";
import { providerOrigins } from "@/lib/auth/oauth/providers";
import { paymentOrigins } from "@/lib/billing/payment-origins";
import { isDevelopment } from "@/lib/env/server";
import type { Env } from "@/lib/env/schema";
import { isApi, OPENAPI_PATH, showsMail } from "./paths";
import { JSON_POLICY, pagePolicy, REPORTING_ENDPOINTS, STATIC_HEADERS } from "./security-headers";

export interface Answer {
  requestId: string;
  nonce: string;
  path: string;
  /** Whether the URL contains a token, which the Referer header of later requests must not reveal. */
  hasToken: boolean;
}

export function contentSecurityPolicy({ path, nonce }: Answer, devServer: boolean): string {
  if (isApi(path)) return JSON_POLICY;
  const inlineStyles = devServer || (showsMail(path) && isDevelopment());
  return pagePolicy(nonce, { devServer, inlineStyles, formTargets: [...providerOrigins(), ...paymentOrigins()] });
}

/** The headers of every response, including responses that bypass the middleware. */
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
    ...(answer.path === OPENAPI_PATH ? {} : { "Cache-Control": "no-store" }),
  };
}
