// The body of every refusal: `{code, message, details, request_id}`, and nothing internal.
import type { AppError } from "@/lib/errors/app-error";

export function problemBody(error: AppError, requestId: string) {
  return { code: error.code, message: error.publicMessage, details: error.fields, request_id: requestId };
}

export function problemResponse(error: AppError, requestId: string): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (error.retryAfterSeconds !== undefined) headers.set("Retry-After", String(error.retryAfterSeconds));
  return Response.json(problemBody(error, requestId), { status: error.status, headers });
}
