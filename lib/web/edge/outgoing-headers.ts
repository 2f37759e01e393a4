// The headers of one answer, by what it is an answer to.
import type { Env } from "@/lib/env/schema";
import { JSON_POLICY, pagePolicy, STATIC_HEADERS } from "./security-headers";

export interface Answer {
  requestId: string;
  nonce: string;
  path: string;
  /** A token in the URL must not travel on as a referrer. */
  hasToken: boolean;
}

export function contentSecurityPolicy({ path, nonce }: Answer, devServer: boolean): string {
  return path.startsWith("/api/") ? JSON_POLICY : pagePolicy(nonce, devServer);
}

export function outgoingHeaders(env: Env, answer: Answer, devServer: boolean): Record<string, string> {
  return {
    ...STATIC_HEADERS,
    ...(answer.hasToken ? { "Referrer-Policy": "no-referrer" } : {}),
    ...(env.strict ? { "Strict-Transport-Security": env.HSTS } : {}),
    "Content-Security-Policy": contentSecurityPolicy(answer, devServer),
    "Cache-Control": "no-store",
    "X-Request-ID": answer.requestId,
  };
}
