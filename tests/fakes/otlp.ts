// A collector for OpenTelemetry on loopback: decodes metrics in OTLP's JSON, and adds up the increments of all instances.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

/** What it does with a push. It counts a push only while it is `answering`. */
type CollectorMood = "answering" | "throttling" | "unavailable" | "failing" | "hanging" | "moved";

type Attributes = { key: string; value: { stringValue?: string } }[];

interface Metric {
  name: string;
  sum?: {
    aggregationTemporality: number;
    dataPoints: { attributes?: Attributes; asDouble?: number; asInt?: number | string }[];
  };
}

interface Push {
  resourceMetrics: { resource: { attributes: Attributes }; scopeMetrics: { metrics: Metric[] }[] }[];
}

export interface Received {
  /** What each instance has counted, by its id, for each counter, by its name and labels in Prometheus's notation. */
  counts: Record<string, Record<string, number>>;
  /** The ids of the instances that pushed. */
  instances: string[];
  pushes: number;
  /** The credentials of all pushes. */
  credentials: string[];
}

const DELTA = 1;
const STATUS = { answering: 200, throttling: 429, unavailable: 503, failing: 500, hanging: 0, moved: 302 };

const labelsOf = (attributes: Attributes = []) => attributes.map(({ key, value }) => `${key}="${value.stringValue}"`).join();

export function sumOf({ counts }: Pick<Received, "counts">, series: string): number {
  return Object.values(counts[series] ?? {}).reduce((sum, count) => sum + count, 0);
}

export class FakeOtlp {
  mood: CollectorMood = "answering";
  /** Set while a gateway is in front of an answering collector: its status, sent after it has forwarded the push. */
  gatewayStatus: number | null = null;
  /** What it sends in Retry-After while it is throttling or unavailable. */
  retryAfter = "1";
  /** How long it takes for an answer, in ms. */
  delayMs = 0;
  /** The number of connections that were made to it. */
  connections = 0;
  /** The body of its answers. */
  answer = "{}";
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths: string[] = [];
  /** The attributes of the last push's resource. */
  resource: Record<string, string | undefined> = {};
  private readonly received: Received = { counts: {}, instances: [], pushes: 0, credentials: [] };
  private readonly server = createServer((request, response) => void this.serve(request, response)).on("connection", () => {
    this.connections += 1;
  });

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === "GET") {
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(this.received));
      return;
    }
    const body = await text(request);
    this.headers.push(request.headers);
    const { credentials } = this.received;
    const { authorization } = request.headers;
    if (authorization !== undefined && !credentials.includes(authorization)) credentials.push(authorization);
    this.paths.push(request.url ?? "");
    if (this.mood === "hanging") return;
    await sleep(this.delayMs);
    if (this.mood === "answering") this.take(JSON.parse(body) as Push);
    const isBusy = this.mood === "throttling" || this.mood === "unavailable";
    response.writeHead(this.gatewayStatus ?? STATUS[this.mood], {
      "Content-Type": "application/json",
      Location: "/elsewhere",
      ...(isBusy && { "Retry-After": this.retryAfter }),
    });
    response.end(this.answer);
  }

  private take({ resourceMetrics }: Push): void {
    const { counts, instances } = this.received;
    this.received.pushes += 1;
    for (const { resource, scopeMetrics } of resourceMetrics) {
      this.resource = Object.fromEntries(resource.attributes.map(({ key, value }) => [key, value.stringValue]));
      const id = this.resource["service.instance.id"] ?? "";
      if (!instances.includes(id)) instances.push(id);
      for (const { name, sum } of scopeMetrics.flatMap(({ metrics }) => metrics)) {
        if (sum && sum.aggregationTemporality !== DELTA) throw new Error(`${name} is not an increment`);
        for (const { attributes, asDouble = 0, asInt = 0 } of sum?.dataPoints ?? []) {
          const series = `${name}{${labelsOf(attributes)}}`;
          const byInstance = (counts[series] ??= {});
          byInstance[id] = (byInstance[id] ?? 0) + asDouble + Number(asInt);
        }
      }
    }
  }

  get pushes(): number {
    return this.received.pushes;
  }

  get instances(): string[] {
    return this.received.instances;
  }

  sum(series: string): number {
    return sumOf(this.received, series);
  }

  /** The base of the URL that pushes go to. A GET there returns what was received. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param port that of a stopped collector, to start it again */
  start(port = 0): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
