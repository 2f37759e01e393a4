// Checks the configuration before anything is served: every bad variable is named at once, and the process ends.
import "server-only";
import { ConfigurationError } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { installRequestLog } from "@/lib/observability/request-log";

export function boot(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  installRequestLog();
}
