// Counts reach a collector from functions and servers: once each, whatever the collector does.
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { env } from "@/lib/env/server";
import { metrics } from "@/lib/observability/metrics";
import { prometheusText } from "@/lib/observability/prometheus-text";
import { FakeOtlp } from "@/tests/fakes/otlp";
import { FakePlatform } from "@/tests/fakes/platform";
import { pushMetrics, startPushing } from "./push-metrics";

const SECRET = "credential-of-the-collector";
const LIMIT = "general per IP address";
const REFUSED = `gatehouse_rate_limited_total{limit="${LIMIT}"}`;

let collector: FakeOtlp;
let platform: FakePlatform;
const lines: string[] = [];

/** Makes this process a new instance: with nothing counted, and nothing waiting to be pushed. */
function startInstance({ serverless, isScraped = false }: { serverless: boolean; isScraped?: boolean }): void {
  for (const name of ["gatehouseMetrics", "gatehousePush"]) Reflect.deleteProperty(globalThis, name);
  Object.assign(env(), {
    serverless,
    METRICS_TOKEN: isScraped ? "m-0123456789-0123456789-0123456789" : undefined,
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/base/`,
    OTEL_EXPORTER_OTLP_HEADERS: { "x-api-key": SECRET },
    OTEL_RESOURCE_ATTRIBUTES: { "cloud.region": "fra1" },
  });
  startPushing();
}

const refuse = (times = 1) => {
  for (let count = 0; count < times; count += 1) metrics().rateLimited.inc({ limit: LIMIT });
};

/** A request that is refused so many times. @returns its duration in ms */
async function request(refusals = 1): Promise<number> {
  const startedAt = performance.now();
  await platform.serve(async () => {
    refuse(refusals);
    await Promise.resolve();
  });
  return performance.now() - startedAt;
}

beforeEach(async () => {
  // A server's interval would outlive its test.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  lines.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
  collector = new FakeOtlp();
  platform = new FakePlatform();
  await collector.start();
});

afterEach(async () => {
  vi.useRealTimers();
  platform.remove();
  await collector.stop();
  for (const name of ["gatehouseEnv", "gatehouseMetrics", "gatehousePush", "gatehouseLoggedKinds", "gatehouseLastLogged"]) {
    Reflect.deleteProperty(globalThis, name);
  }
});

describe("an instance of a function", () => {
  it("pushes what it has counted before the platform freezes it", async () => {
    startInstance({ serverless: true });
    await request();
    expect(platform.awaitedWorks).toBe(1);
    await platform.untilFrozen();
    expect(collector.sum(REFUSED)).toBe(1);
  });

  it("makes one push of a burst, and waits five seconds before the next", async () => {
    startInstance({ serverless: true });
    await Promise.all(Array.from({ length: 50 }, () => request()));
    await platform.untilFrozen();
    expect([collector.pushes, collector.sum(REFUSED)]).toEqual([1, 50]);
    const pushedAt = performance.now();
    await request();
    await platform.untilFrozen();
    expect(performance.now() - pushedAt).toBeGreaterThan(4_900);
    expect([collector.pushes, collector.sum(REFUSED)]).toEqual([2, 51]);
  });

  it("does not stay awake if it has counted nothing", async () => {
    startInstance({ serverless: true });
    await request(0);
    expect(platform.awaitedWorks).toBe(0);
  });

  it("adds its counts to those of all other instances, and has an id of its own", async () => {
    for (const refusals of [3, 4, 5]) {
      startInstance({ serverless: true });
      await request(refusals);
      await platform.untilFrozen();
    }
    expect(collector.sum(REFUSED)).toBe(12);
    expect(new Set(collector.instances).size).toBe(3);
  });

  it("answers at once and is frozen in bounded time if the collector does not answer", { timeout: 20_000 }, async () => {
    collector.mood = "hanging";
    startInstance({ serverless: true });
    const startedAt = performance.now();
    expect(await request()).toBeLessThan(100);
    await platform.untilFrozen();
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });

  it.each(["throttling", "unavailable"] as const)(
    "repeats its first push once if the collector is %s, although it counts nothing more",
    { timeout: 10_000 },
    async (mood) => {
      collector.mood = mood;
      startInstance({ serverless: true });
      await request();
      await vi.waitFor(() => expect(collector.paths.length).toBe(1), 3_000);
      collector.mood = "answering";
      await platform.untilFrozen();
      expect(collector.sum(REFUSED)).toBe(1);
    },
  );

  it("is frozen after the second attempt if the collector stays down", { timeout: 15_000 }, async () => {
    collector.mood = "throttling";
    startInstance({ serverless: true });
    await request();
    await platform.untilFrozen();
    expect(collector.paths.length).toBe(2);
  });

  it("does not stay awake for a collector that wants to be asked much later", async () => {
    Object.assign(collector, { mood: "throttling", retryAfter: "30" });
    startInstance({ serverless: true });
    await request();
    await platform.untilFrozen();
    await request();
    expect([collector.paths.length, platform.awaitedWorks]).toEqual([1, 0]);
  });

  it("waits five seconds before the next push, also while a push is under way", { timeout: 15_000 }, async () => {
    collector.delayMs = 1_500;
    startInstance({ serverless: true });
    await request();
    await vi.waitFor(() => expect(collector.paths.length).toBe(1), 3_000);
    const firstAt = performance.now();
    await request();
    await vi.waitFor(() => expect(collector.paths.length).toBe(2), 8_000);
    expect(performance.now() - firstAt).toBeGreaterThan(4_500);
    await platform.untilFrozen();
    expect(collector.sum(REFUSED)).toBe(2);
  });

  it("logs once that no platform keeps it awake", async () => {
    startInstance({ serverless: true });
    refuse(3);
    await pushMetrics();
    startInstance({ serverless: true });
    refuse();
    expect(lines.filter((line) => line.includes("nothing keeps this instance awake"))).toHaveLength(1);
    await sleep(1_200);
  });

  it("is not kept awake by a collector that has failed repeatedly, and pushes the counts later", async () => {
    collector.mood = "unavailable";
    startInstance({ serverless: true });
    refuse();
    for (let failure = 0; failure < 4; failure += 1) await pushMetrics();
    await platform.untilFrozen();
    for (let count = 0; count < 100; count += 1) await request();
    expect(platform.awaitedWorks).toBe(0);
    collector.mood = "answering";
    await pushMetrics();
    expect(collector.sum(REFUSED)).toBe(101);
  });
});

describe("a push", () => {
  beforeEach(() => startInstance({ serverless: false }));

  it("happens every minute on a server", async () => {
    for (const minute of [1, 2]) {
      refuse();
      vi.advanceTimersByTime(59_000);
      refuse();
      vi.advanceTimersByTime(1_000);
      await vi.waitFor(() => expect(collector.sum(REFUSED)).toBe(2 * minute));
      expect(collector.pushes).toBe(minute);
    }
  });

  it("goes to the standard's path, with the configured headers and the names of service and instance", async () => {
    refuse();
    await pushMetrics();
    expect(collector.paths).toEqual(["/base/v1/metrics"]);
    expect(collector.headers[0]).toMatchObject({ "x-api-key": SECRET, "content-type": "application/json" });
    expect(collector.resource).toMatchObject({
      "service.name": "gatehouse",
      "service.instance.id": expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      "deployment.environment.name": "test",
      "cloud.region": "fra1",
    });
  });

  it("contains each count once, also if counting goes on meanwhile", async () => {
    for (let round = 0; round < 20; round += 1) {
      refuse(3);
      const pushed = pushMetrics();
      refuse(2);
      await Promise.all([pushed, sleep(round % 3)]);
    }
    await pushMetrics();
    expect(collector.sum(REFUSED)).toBe(100);
  });

  it("keeps its counts while the collector is down or unavailable, in bounded memory", async () => {
    const port = Number(new URL(collector.url).port);
    await collector.stop();
    const holder = globalThis as { gatehousePush?: { kept: Uint8Array | null } };
    const sizes = new Set<number | undefined>();
    for (let round = 0; round < 30; round += 1) {
      refuse(100);
      await pushMetrics();
      sizes.add(holder.gatehousePush?.kept?.length);
    }
    expect(sizes.size).toBe(1);
    await collector.start(port);
    collector.mood = "unavailable";
    await pushMetrics();
    expect(collector.sum(REFUSED)).toBe(0);
    collector.mood = "answering";
    await pushMetrics();
    expect(collector.sum(REFUSED)).toBe(3_000);
  });

  it("is sent over a connection of its own, because a kept one may have been closed while the instance was frozen", async () => {
    for (let round = 0; round < 3; round += 1) {
      refuse();
      await pushMetrics();
    }
    expect([collector.connections, collector.sum(REFUSED)]).toEqual([3, 3]);
  });

  it.each([502, 503, 504])(
    "is not repeated after a gateway's %d, because the collector may have counted it",
    async (status) => {
      collector.gatewayStatus = status;
      refuse(7);
      await pushMetrics();
      collector.gatewayStatus = null;
      refuse(2);
      await pushMetrics();
      expect(collector.sum(REFUSED)).toBe(9);
    },
  );

  it.each(["failing", "moved"] as const)(
    "loses only its own counts if the collector is %s, and never repeats them",
    async (mood) => {
      collector.mood = mood;
      refuse(7);
      await pushMetrics();
      collector.mood = "answering";
      refuse(2);
      await pushMetrics();
      expect(collector.sum(REFUSED)).toBe(2);
      expect(collector.paths).not.toContain("/elsewhere");
    },
  );

  it.each(["", "<html>", "[]", '{"partialSuccess":{}}', "x".repeat(100_000)])(
    "counts as made if the collector accepts it, whatever it says (%#)",
    async (answer) => {
      collector.answer = answer;
      refuse(2);
      await pushMetrics();
      await pushMetrics();
      expect(collector.sum(REFUSED)).toBe(2);
      expect(lines).toEqual([]);
    },
  );

  it("is logged if the collector refuses a part of it", async () => {
    collector.answer = '{"partialSuccess":{"rejectedDataPoints":"3","errorMessage":"no"}}';
    refuse();
    await pushMetrics();
    expect(lines.join()).toContain("refused 3 data points");
  });

  it("is logged at powers of two if it fails, without the collector's credential", async () => {
    for (const mood of ["unavailable", "failing"] as const) {
      collector.mood = mood;
      for (let round = 0; round < 20; round += 1) {
        refuse();
        await pushMetrics();
      }
    }
    await collector.stop();
    refuse();
    await pushMetrics();
    const counts = lines.map((line) => (JSON.parse(line) as { count: number }).count);
    expect(counts).toEqual([1, 2, 4, 8, 16, 1, 2, 4, 8, 16]);
    expect(lines.join()).not.toContain(SECRET);
    await collector.start();
  });
});

describe("a process that pushes and is scraped", () => {
  beforeEach(() => startInstance({ serverless: false, isScraped: true }));

  const scrape = () => prometheusText(metrics().scraped!);

  /** @returns the memory in MB that a thousand rounds leave behind */
  async function leftBy(round: () => Promise<unknown>): Promise<number> {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const used = async (rounds: number) => {
      for (let count = 0; count < rounds; count += 1) {
        refuse();
        await round();
      }
      collectGarbage();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const before = await used(200);
    return (await used(1_000)) - before;
  }

  it("counts each event once in both ways", async () => {
    refuse(2);
    await pushMetrics();
    refuse(3);
    await pushMetrics();
    expect(await scrape()).toContain(`${REFUSED} 5\n`);
    expect(collector.sum(REFUSED)).toBe(5);
  });

  it("uses bounded memory if nobody scrapes it", async () => {
    expect(await leftBy(() => metrics().pushed!.collect())).toBeLessThan(3);
  });

  it("uses bounded memory if it is scraped while the collector is down", async () => {
    collector.mood = "throttling";
    await pushMetrics();
    expect(await leftBy(scrape)).toBeLessThan(3);
  });
});
