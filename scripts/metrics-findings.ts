// Settings of metrics that have no effect: those of functions, which cannot be scraped, and variables of OpenTelemetry that
// other programs read, but the app does not.
import type { Env } from "@/lib/env/schema";
import { pushUrl } from "@/lib/observability/metrics-transport";
import type { Finding } from "./schema/database-findings";

const PROTOCOLS = ["OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"];

/** @param source the raw environment */
export function metricsFindings(env: Env, source: Record<string, string | undefined>): Finding[] {
  const isPushed = pushUrl(env) !== null;
  const texts: string[] = [];
  if (env.serverless && env.METRICS_TOKEN !== undefined && !isPushed) {
    texts.push("METRICS_TOKEN has no effect in functions: set OTEL_EXPORTER_OTLP_ENDPOINT to push metrics to a collector");
  }
  if (isPushed && source.OTEL_EXPORTER_OTLP_METRICS_HEADERS) {
    texts.push("OTEL_EXPORTER_OTLP_METRICS_HEADERS has no effect: use OTEL_EXPORTER_OTLP_HEADERS");
  }
  for (const name of isPushed ? PROTOCOLS : []) {
    if ((source[name] || "http/json") !== "http/json") texts.push(`${name} has no effect: metrics are pushed as http/json`);
  }
  if (isPushed && (source.OTEL_METRICS_EXPORTER || "otlp") !== "otlp") {
    texts.push("OTEL_METRICS_EXPORTER has no effect: remove the collector's URL to push nothing");
  }
  return texts.map((text) => ({ kind: "note", text }));
}
