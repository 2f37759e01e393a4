// Errors on their way out: what is our fault is logged whole (scrubbed), the rest as a code.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { toAppError, type AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";

export function reportError(thrown: unknown, operation: string, requestId: Caller["request"]["requestId"]): AppError {
  const error = toAppError(thrown);
  const fields = { request_id: requestId, operation, code: error.code };
  if (error.status >= 500) log.error("operation failed", { ...fields, error: error.cause ?? error });
  else log.debug("operation refused", fields);
  return error;
}
