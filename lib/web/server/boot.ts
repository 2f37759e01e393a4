// Checks the configuration before any request is served; if it is invalid, reports all invalid variables at once and ends
// the process. Also starts the metrics.
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
