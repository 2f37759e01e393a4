// Reports errors from the code around operations: logs unexpected ones, and traces refusals. Errors of the operations
// themselves have already been reported, and are not reported again.
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
