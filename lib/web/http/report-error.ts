// Reports errors on their way out. Operations have already logged their unexpected errors and traced their refusals; this
// file covers the code around them.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { toAppError, type AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { traceRefusal } from "@/lib/observability/security-log";

export function reportError(thrown: unknown, operation: string, { requestId, ipAddress }: RequestFacts): AppError {
  const error = toAppError(thrown);
  if (error !== thrown) log.error("request failed", { request_id: requestId, operation, error: thrown });
  else traceRefusal(error, { requestId, ipAddress, operation });
  return error;
}
