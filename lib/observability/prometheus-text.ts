// The metrics of this process in Prometheus's text format.
import "server-only";
import type { MetricReader } from "@opentelemetry/sdk-metrics";

export const PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

export async function prometheusText(reader: MetricReader): Promise<string> {
  // Loaded only here, because no other route needs it.
  const { PrometheusSerializer } = await import("@opentelemetry/exporter-prometheus");
  const { resourceMetrics } = await reader.collect();
  // In this order: no prefix, no timestamps, no labels from the resource, with `target_info`, which names the process, and
  // without labels for the scope. So no other metric has labels that the app did not give it.
  return new PrometheusSerializer("", false, undefined, false, true).serialize(resourceMetrics);
}
