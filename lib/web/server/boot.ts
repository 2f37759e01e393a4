// Checks the configuration before any request is served. If it is invalid, reports all invalid variables at once and ends
// the process. Otherwise starts the log and the metrics, and installs the HTTP server's checks.
import "server-only";
import { ConfigurationError } from "@/lib/env/schema";
import { env, isDevelopment, isDevServer } from "@/lib/env/server";
import { logConsole } from "@/lib/observability/console-lines";
import { metrics } from "@/lib/observability/metrics";
import { installHttpServer } from "./http-server";

export function boot(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  // The development server prints for a person.
  if (!isDevServer()) logConsole();
  metrics();
  installHttpServer({ loopbackOnly: isDevelopment() });
}
