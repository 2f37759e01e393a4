// How metrics leave this process. Prometheus scrapes a server, because it can reach each process. Functions push, because the
// platform chooses the instance that answers a request, and an instance may end before anyone asks it.
import "server-only";
import type { Env } from "@/lib/env/schema";

type Given = Pick<
  Env,
  "METRICS_TOKEN" | "serverless" | "OTEL_EXPORTER_OTLP_ENDPOINT" | "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"
>;

/** Whether /api/metrics can tell the truth, and has a token. */
export function areMetricsScraped({ METRICS_TOKEN, serverless }: Given): boolean {
  return METRICS_TOKEN !== undefined && !serverless;
}

/** Where metrics are pushed to, or null. The path is the standard's, unless the URL is for metrics only. */
export function pushUrl(given: Given): URL | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: complete } = given;
  if (complete !== undefined) return new URL(complete);
  return base === undefined ? null : new URL(`${base.replace(/\/+$/, "")}/v1/metrics`);
}
