// Figures of the Node.js process, read whenever metrics are read. Their names are those of Prometheus's client library, which
// dashboards for Node.js expect.
import "server-only";
import { readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { BatchObservableCallback, Meter, ObservableGauge } from "@opentelemetry/api";

const MICROSECONDS = 1e6;
const NANOSECONDS = 1e9;
const DELAY_RESOLUTION_MS = 10;

/** Linux only. */
function openFiles(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return NaN;
  }
}

/** @param serverless whether the platform stops this process between requests */
export function observeRuntime(meter: Meter, serverless: boolean): void {
  const gauge = (name: string, description: string, read: () => number) => {
    meter.createObservableGauge(name, { description }).addCallback((result) => {
      const value = read();
      if (Number.isFinite(value)) result.observe(value);
    });
  };
  meter
    .createObservableCounter("process_cpu_seconds_total", { description: "User and system CPU time in seconds." })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe((user + system) / MICROSECONDS);
    });
  const startedAt = Date.now() / 1000 - process.uptime();
  gauge("process_start_time_seconds", "Start time of the process in seconds since the epoch.", () => startedAt);
  gauge("process_open_fds", "Number of open file descriptors.", openFiles);
  observeMemory(meter);
  // The time during which the platform stops the process would count as delay.
  if (!serverless) observeDelay(meter);
}

/** All figures of one reading are of the same moment. */
function observeMemory(meter: Meter): void {
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description });
  const resident = gauge("process_resident_memory_bytes", "Resident memory in bytes.");
  const total = gauge("nodejs_heap_size_total_bytes", "Size of the heap in bytes.");
  const used = gauge("nodejs_heap_size_used_bytes", "Used part of the heap in bytes.");
  const external = gauge("nodejs_external_memory_bytes", "Memory outside the heap in bytes.");
  meter.addBatchObservableCallback(
    (result) => {
      const memory = process.memoryUsage();
      result.observe(resident, memory.rss);
      result.observe(total, memory.heapTotal);
      result.observe(used, memory.heapUsed);
      result.observe(external, memory.external);
    },
    [resident, total, used, external],
  );
}

/** The delay of the event loop since the previous reading, by any reader. */
function observeDelay(meter: Meter): void {
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();
  const gauge = (name: string, words: string) =>
    meter.createObservableGauge(`nodejs_eventloop_lag_${name}_seconds`, {
      description: `${words} of the event loop delay in seconds since the previous reading.`,
    });
  const reads: [gauge: ObservableGauge, read: () => number][] = [
    [gauge("min", "Minimum"), () => delay.min],
    [gauge("mean", "Mean"), () => delay.mean],
    [gauge("stddev", "Standard deviation"), () => delay.stddev],
    [gauge("p50", "50th percentile"), () => delay.percentile(50)],
    [gauge("p90", "90th percentile"), () => delay.percentile(90)],
    [gauge("p99", "99th percentile"), () => delay.percentile(99)],
    [gauge("max", "Maximum"), () => delay.max],
  ];
  const observe: BatchObservableCallback = (result) => {
    if (delay.count === 0) return;
    for (const [instrument, read] of reads) result.observe(instrument, read() / NANOSECONDS);
    delay.reset();
  };
  meter.addBatchObservableCallback(
    observe,
    reads.map(([instrument]) => instrument),
  );
}
