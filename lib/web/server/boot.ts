// Checks the configuration before anything is served: every bad variable is named at once, and the process ends. What
// is measured is measured from here on.
import "server-only";
import { ConfigurationError } from "@/lib/env/schema";
import { env, isDevelopment } from "@/lib/env/server";
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
  metrics();
  installHttpServer({ loopbackOnly: isDevelopment() });
}
