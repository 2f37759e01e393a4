// Errors on their way out. Operations have logged what was unexpected in them; here it is what went wrong around.
import "server-only";
import { toAppError, type AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";

export function reportError(thrown: unknown, operation: string, requestId: string): AppError {
  const error = toAppError(thrown);
  if (error !== thrown) log.error("request failed", { request_id: requestId, operation, error: thrown });
  else log.debug("operation refused", { request_id: requestId, operation, code: error.code });
  return error;
}
