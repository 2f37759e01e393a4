// Pushes metrics to a collector (OTLP over HTTP, in JSON). A collector that is slow, down or wrong never delays a request,
// fills the log or grows the memory: one batch is in memory, and counts add up in place until it has been dealt with.
import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { JsonMetricsSerializer } from "@opentelemetry/otlp-transformer";
import { z } from "zod";
import { env } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { logAtPowersOfTwo } from "@/lib/observability/log-at-powers-of-two";
import { logThrottled } from "@/lib/observability/log-throttled";
import { metrics } from "@/lib/observability/metrics";
import { pushUrl } from "@/lib/observability/metrics-transport";
import { keepAwakeFor } from "@/lib/observability/request-context";
import { postJson, type Posted } from "./post-json";
import { wasNeverSent } from "./was-never-sent";

const TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 16 * 1024;
/** How often a server pushes: the standard's default. */
const SERVER_INTERVAL_MS = 60_000;
/** How soon after a count a function pushes, so that the response leaves first and a burst is one push. */
const AFTER_COUNT_MS = 1_000;
/** A function pushes at most this often, because it stays awake until it has. */
const FUNCTION_INTERVAL_MS = 5_000;
const MAX_PAUSE_MS = 60_000;

const Answer = z.object({ partialSuccess: z.object({ rejectedDataPoints: z.coerce.number() }) });

interface State {
  /** A batch that the collector has certainly not counted. */
  kept: Uint8Array<ArrayBuffer> | null;
  underway: Promise<void>;
  isScheduled: boolean;
  failuresInARow: number;
  /** In ms of `performance.now()`. */
  notBefore: number;
}

const holder = globalThis as typeof globalThis & { gatehousePush?: State };

function stateOf(): State {
  return (holder.gatehousePush ??= {
    kept: null,
    underway: Promise.resolve(),
    isScheduled: false,
    failuresInARow: 0,
    notBefore: 0,
  });
}

class NotCounted extends Error {
  override readonly name = "NotCounted";
  constructor(
    message: string,
    /** When the collector wants to be asked again. */
    readonly retryAfterSeconds: number | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Whether the server refused the batch without looking at it, because it has too much to do. Other responses that the
 * standard lets a client retry do not say so: a gateway also sends 502, 503 or 504 after it has forwarded the batch.
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp-throttling
 */
function isThrottled({ status, retryAfterSeconds }: Posted): boolean {
  return status === 429 || (status === 503 && retryAfterSeconds !== null);
}

/** @throws NotCounted if the same batch can be sent again; any other error if that could count it twice */
async function send(batch: Uint8Array<ArrayBuffer>): Promise<void> {
  const url = pushUrl(env());
  if (!url) return;
  const options = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES, headers: env().OTEL_EXPORTER_OTLP_HEADERS };
  const posted = await postJson(url, batch, options).catch((error: unknown) => {
    if (error instanceof Error && wasNeverSent(error.cause)) throw new NotCounted("no connection", null, { cause: error });
    throw error;
  });
  const { status, text } = posted;
  if (isThrottled(posted)) throw new NotCounted(`answered ${status}`, posted.retryAfterSeconds);
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
  const refused = refusedPoints(text);
  if (refused > 0) throw new Error(`refused ${refused} data points`);
}

function refusedPoints(text: string | null): number {
  try {
    return Answer.parse(JSON.parse(text ?? "")).partialSuccess.rejectedDataPoints;
  } catch {
    // Most collectors answer with an empty object. What else they say does not matter: the status says that they have it.
    return 0;
  }
}

async function collect(): Promise<Uint8Array<ArrayBuffer> | null> {
  const read = await metrics().pushed?.collect();
  if (!read || read.resourceMetrics.scopeMetrics.length === 0) return null;
  return new Uint8Array(JsonMetricsSerializer.serializeRequest(read.resourceMetrics) ?? []);
}

async function pushKept(state: State): Promise<void> {
  if (!state.kept) return;
  await send(state.kept);
  state.kept = null;
  state.failuresInARow = 0;
}

async function push(state: State): Promise<void> {
  let pause = FUNCTION_INTERVAL_MS;
  // For what is counted meanwhile.
  state.notBefore = performance.now() + pause;
  try {
    await pushKept(state);
    state.kept = await collect();
    await pushKept(state);
  } catch (error) {
    state.failuresInARow += 1;
    const isKept = error instanceof NotCounted;
    if (!isKept) state.kept = null;
    pause *= 2 ** (state.failuresInARow - 1);
    if (isKept) pause = Math.max(pause, (error.retryAfterSeconds ?? 0) * 1000);
    logAtPowersOfTwo("metrics push", isKept ? "kept" : "lost", (count) => {
      const fate = isKept ? "is kept for the next push" : "is lost";
      log.warn(`metrics could not be pushed: the batch ${fate}`, { error, count });
    });
  }
  state.notBefore = performance.now() + Math.min(pause, MAX_PAUSE_MS);
}

/** Pushes what has been counted since the last push. Never rejects, and ends in bounded time. */
export function pushMetrics(): Promise<void> {
  const state = stateOf();
  return (state.underway = state.underway.then(() => push(state)));
}

/**
 * Schedules a push unless one is scheduled, or the collector has failed repeatedly. In that case the counts stay in memory
 * until a later one is pushed.
 */
function schedule(state: State): Promise<void> | null {
  const wait = state.notBefore - performance.now();
  if (state.isScheduled || wait > FUNCTION_INTERVAL_MS) return null;
  state.isScheduled = true;
  return sleep(Math.max(AFTER_COUNT_MS, wait)).then(async () => {
    state.isScheduled = false;
    await pushMetrics();
    // Perhaps this instance never counts again. After a second failure, the wait is too long for this.
    if (state.kept) await schedule(state);
  });
}

/** In a function: keeps the instance awake until a push has taken along what was just counted. */
function pushSoon(): void {
  const work = schedule(stateOf());
  if (!work || keepAwakeFor(work)) return;
  logThrottled("push-not-awake", 3_600, () => {
    log.warn("nothing keeps this instance awake until its metrics are pushed: they may be lost when it is frozen");
  });
}

/** Idempotent. */
export function startPushing(): void {
  if (holder.gatehousePush) return;
  stateOf();
  if (env().serverless) metrics().onCount = pushSoon;
  else setInterval(() => void pushMetrics(), SERVER_INTERVAL_MS).unref();
}
