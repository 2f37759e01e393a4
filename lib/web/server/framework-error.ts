// Logs every error that reaches Next, with the digest that the error page shows. If an operation threw the error, the digest
// is the request id, under which the operation has already logged the cause. An unavailable database is not logged again.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";

function digestOf(error: unknown): string | undefined {
  const digest: unknown = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

export function logFrameworkError(error: unknown, request: { path: string; method: string }): void {
  const { requestId, retryAfterSeconds } = requestContext() ?? {};
  const code = error instanceof AppError ? error.code : undefined;
  const isLogged = retryAfterSeconds !== undefined && code === "BUSY" && digestOf(error) === requestId;
  if (isLogged) return;
  const [path = ""] = request.path.split("?", 1);
  log.error("page failed", { digest: digestOf(error), code, method: request.method, path, error });
}
