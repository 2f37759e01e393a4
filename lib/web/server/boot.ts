// Checks the configuration before any request is served. If it is invalid, reports all invalid variables at once and ends
// the process. Otherwise starts the log and the metrics, and installs the HTTP server's checks.
import "server-only";
import { ConfigurationError } from "@/lib/env/schema";
import { env, isDevelopment, isDevServer } from "@/lib/env/server";
import { logConsole } from "@/lib/observability/console-lines";
import { metrics } from "@/lib/observability/metrics";
import { pushUrl } from "@/lib/observability/metrics-transport";
import { installHttpServer } from "./http-server";
import { pushOnClose } from "./push-on-close";

export async function boot(): Promise<void> {
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
  if (pushUrl(env())) await startPush();
}

/** Loaded only if metrics are pushed. */
async function startPush(): Promise<void> {
  const { pushMetrics, startPushing } = await import("@/lib/outbound/push-metrics");
  startPushing();
  if (!env().serverless) pushOnClose(pushMetrics);
}
