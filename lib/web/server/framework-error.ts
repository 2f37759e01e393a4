// Errors that reached Next: logged with the digest that the error page shows. What an operation threw was logged
// there, and its digest is the request's id.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";

function digestOf(error: unknown): string | undefined {
  const digest: unknown = typeof error === "object" && error !== null && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

export function logFrameworkError(error: unknown, request: { path: string; method: string }): void {
  const [path = ""] = request.path.split("?", 1);
  const code = error instanceof AppError ? error.code : undefined;
  log.error("page failed", { digest: digestOf(error), code, method: request.method, path, error });
}
