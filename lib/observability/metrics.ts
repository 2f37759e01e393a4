// Metrics of this process: counters, and figures of the runtime. Nothing is kept unless Prometheus or the push reads it.
// Label values come from fixed sets, never from requests, because each new value creates a permanent time series.
import "server-only";
import { randomUUID } from "node:crypto";
import { defaultResource, resourceFromAttributes, type Resource } from "@opentelemetry/resources";
import { AggregationTemporality, MeterProvider, MetricReader } from "@opentelemetry/sdk-metrics";
import type { Env } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { areMetricsScraped, pushUrl } from "./metrics-transport";
import { observeRuntime } from "./runtime-metrics";

interface Counter {
  inc: (labels?: Record<string, string>) => void;
  add: (value: number, labels?: Record<string, string>) => void;
}

interface Metrics {
  rateLimited: Counter;
  storeFailures: Counter;
  cspViolations: Counter;
  modelCalls: Counter;
  modelTokens: Counter;
  modelCost: Counter;
  /** The totals since the start of the process, for Prometheus; null unless it may scrape this process. */
  scraped: MetricReader | null;
  /** What has been counted since the previous reading, for the push; null unless one is configured. */
  pushed: MetricReader | null;
  /** Is called after each count. */
  onCount: (() => void) | null;
}

/** Reads when it is asked to. */
class OnDemandReader extends MetricReader {
  constructor(temporality: AggregationTemporality) {
    super({ aggregationTemporalitySelector: () => temporality });
  }
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** Each process is an instance of its own, so that a collector can add up the counts of all. */
function resourceOf({ APP_ENV, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES: given = {} }: Env): Resource {
  return defaultResource().merge(
    resourceFromAttributes({
      "deployment.environment.name": APP_ENV,
      ...given,
      "service.name": OTEL_SERVICE_NAME ?? given["service.name"] ?? "gatehouse",
      "service.instance.id": randomUUID(),
    }),
  );
}

function createMetrics(): Metrics {
  const scraped = areMetricsScraped(env()) ? new OnDemandReader(AggregationTemporality.CUMULATIVE) : null;
  const pushed = pushUrl(env()) ? new OnDemandReader(AggregationTemporality.DELTA) : null;
  const readers = [scraped, pushed].filter((reader) => reader !== null);
  const meter = new MeterProvider({ resource: resourceOf(env()), readers }).getMeter("gatehouse");
  if (readers.length > 0) observeRuntime(meter, env().serverless);
  const counter = (name: string, description: string, { isLabeled }: { isLabeled: boolean }): Counter => {
    const instrument = meter.createCounter(name, { description });
    // An alert on an increase needs the value before the first one. A counter with labels has none yet.
    if (!isLabeled) instrument.add(0);
    const add: Counter["add"] = (value, labels) => {
      instrument.add(value, labels);
      created.onCount?.();
    };
    return { add, inc: (labels) => add(1, labels) };
  };
  const created: Metrics = {
    rateLimited: counter("gatehouse_rate_limited_total", "Requests refused, by the limit that was used up.", {
      isLabeled: true,
    }),
    storeFailures: counter(
      "gatehouse_rate_limit_store_failures_total",
      "Number of times the shared rate-limit store failed and this process used its own counts.",
      { isLabeled: false },
    ),
    cspViolations: counter(
      "gatehouse_csp_violations_total",
      "Violations of the content security policy that browsers reported, by directive.",
      { isLabeled: true },
    ),
    modelCalls: counter("gatehouse_ai_calls_total", "Calls of the language model, by how they ended.", { isLabeled: true }),
    modelTokens: counter("gatehouse_ai_tokens_total", "Tokens of the language model, by direction: input or output.", {
      isLabeled: true,
    }),
    modelCost: counter("gatehouse_ai_cost_usd_total", "What calls of the language model cost, in US dollars.", {
      isLabeled: false,
    }),
    scraped,
    pushed,
    onCount: null,
  };
  return created;
}

const holder = globalThis as typeof globalThis & { gatehouseMetrics?: Metrics };

export function metrics(): Metrics {
  return (holder.gatehouseMetrics ??= createMetrics());
}
