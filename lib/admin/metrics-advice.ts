// One sentence for the operator: how metrics leave this installation, or how they could.
import "server-only";
import type { Env } from "@/lib/env/schema";
import { areMetricsScraped, pushUrl } from "@/lib/observability/metrics-transport";

export function metricsAdvice(configuration: Env): string {
  const isPushed = pushUrl(configuration) !== null;
  if (configuration.serverless) {
    return isPushed
      ? "Every instance pushes its metrics. They cannot be scraped here, because instances come and go."
      : "Not collected. Instances come and go here, so metrics must be pushed: set OTEL_EXPORTER_OTLP_ENDPOINT.";
  }
  if (areMetricsScraped(configuration)) {
    const scraped = "Prometheus can scrape /api/metrics of each process.";
    return isPushed ? `Every process pushes its metrics, and ${scraped}` : scraped;
  }
  return isPushed
    ? "Every process pushes its metrics."
    : "Not collected. Set METRICS_TOKEN if Prometheus can reach each process, or OTEL_EXPORTER_OTLP_ENDPOINT to push them.";
}
