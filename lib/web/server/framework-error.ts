// Logs errors that reached Next, with the digest that the error page shows. An operation has already logged its own errors,
// with the request id as digest.
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
