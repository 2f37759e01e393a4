// Formats a refusal for API clients as `{code, message, details, request_id}`, without internal details. Also builds the
// headers that describe rate limits.
import "server-only";
import type { AppError } from "@/lib/errors/app-error";

export function problemBody(error: AppError, requestId: string) {
  return { code: error.code, message: error.publicMessage, details: error.fields, request_id: requestId };
}

export function problemResponse(error: AppError, requestId: string): Response {
  return Response.json(problemBody(error, requestId), { status: error.status, headers: refusalHeaders(error) });
}

/** `Retry-After` and the `RateLimit` headers of the draft standard, in whole seconds. */
export function refusalHeaders(error: AppError): Record<string, string> {
  return {
    "Cache-Control": "no-store",
    ...(error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(error.retryAfterSeconds) }),
    ...(error.usedUp ? limitHeaders({ ...error.usedUp, remaining: 0 }) : {}),
  };
}

/** Source: draft-ietf-httpapi-ratelimit-headers-06. */
export const LIMIT_HEADERS = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"] as const;

export function limitHeaders(state: { limit: number; remaining: number; resetSeconds: number }): Record<string, string> {
  const [limit, remaining, reset] = LIMIT_HEADERS;
  return { [limit]: String(state.limit), [remaining]: String(state.remaining), [reset]: String(state.resetSeconds) };
}
