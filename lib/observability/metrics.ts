// Metrics of this process for Prometheus: memory, processor time, event loop delay, and counters. Label values come from
// fixed sets, never from requests, because each new value creates a permanent time series.
import "server-only";
import { collectDefaultMetrics, Counter, Registry } from "prom-client";

function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    rateLimited: new Counter({
      name: "gatehouse_rate_limited_total",
      help: "Requests refused, by the limit that was used up.",
      labelNames: ["limit"],
      registers,
    }),
    storeFailures: new Counter({
      name: "gatehouse_rate_limit_store_failures_total",
      help: "Number of times the shared rate-limit store failed and this process used its own counts.",
      registers,
    }),
    cspViolations: new Counter({
      name: "gatehouse_csp_violations_total",
      help: "Violations of the content security policy that browsers reported, by directive.",
      labelNames: ["directive"],
      registers,
    }),
  };
}

const holder = globalThis as typeof globalThis & { gatehouseMetrics?: ReturnType<typeof createMetrics> };

export function metrics(): ReturnType<typeof createMetrics> {
  return (holder.gatehouseMetrics ??= createMetrics());
}
