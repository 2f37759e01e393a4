// Logs every error that reaches Next, with the digest that the error page shows. If an operation threw the error, the digest
// is the request id, under which the operation has already logged the cause. An unavailable database is not logged again.
import "server-only";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";

function digestOf(error: unknown): string | undefined {
  const digest: unknown = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

/** Pages are in another bundle than this file, and so have another class of the same name. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && error.name === "AppError" && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

export function logFrameworkError(error: unknown, request: { path: string; method: string }): void {
  const { requestId, retryAfterSeconds } = requestContext() ?? {};
  const code = codeOf(error);
  const isLogged = retryAfterSeconds !== undefined && code === "BUSY" && digestOf(error) === requestId;
  if (isLogged) return;
  const [path = ""] = request.path.split("?", 1);
  log.error("page failed", { digest: digestOf(error), code, method: request.method, path, error });
}
