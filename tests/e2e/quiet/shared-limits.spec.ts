// Two processes with one Redis share exact counts. Each continues with its own counts when Redis fails.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient } from "@/tests/e2e/api-client";
import { uniqueAddress } from "@/tests/factories/addresses";
import { startBareInstance, type BareInstance } from "@/tests/e2e/bare-instance";
import { newAddress } from "@/tests/e2e/journey";
import { awaitSecondsLeft } from "@/tests/e2e/minute";
import { redisOrSkipReason, startRedis, type RedisProcess } from "@/scripts/redis/server";
import { FakeUpstash, type Mood } from "@/scripts/redis/upstash";
import { expect, test } from "@/tests/setup/fixtures";

const TOKEN = `token-of-the-bridge-${randomUUID()}`;
const METRICS_TOKEN = "m-0123456789-0123456789-0123456789";
/** The time in ms for which the app does not ask Redis after a failure, plus a margin. */
const REST_MS = 5_200;
/** How much longer than usual an answer may take while Redis fails, in ms: two waits of 250 ms for Redis, and a little more. */
const WAITS_MS = 650;
/** Longer than the slowest answer may ever take. */
const USUAL_MS = 3_000;
const SIGN_INS = 24;
const OUTAGE = "the rate limit store fails: this process counts by itself";

/** "gone" is a bridge whose port has no listener. */
type Failure = Mood | "gone";

/** A process with its own connection to the shared Redis. */
interface Node {
  app: BareInstance;
  bridge: FakeUpstash;
}

interface Answer {
  what: string;
  status: number;
  headers: Headers;
  text: string;
  took: number;
}

const { skip } = redisOrSkipReason();
if (skip) process.stderr.write(`Limits shared by processes: ${skip}\n`);
test.skip(skip !== null, skip ?? "");

let redis: RedisProcess;
let nodes: Node[] = [];
/** The slowest answer to `askEverything` of both processes at once, while Redis works, in ms. */
let usualMs = 0;
let startedAt = 0;

test.beforeAll(async ({ app }) => {
  startedAt = Date.now();
  redis = await startRedis();
  nodes = await Promise.all([startNode(app.database_url), startNode(app.database_url)]);
  // The first time loads the code and opens the connections to the database.
  await askBoth();
  const before = await Promise.all(nodes.map(storeFailures));
  usualMs = slowestOf(await askBoth());
  expect(await Promise.all(nodes.map(storeFailures)), "failures of Redis before the tests").toEqual(before);
  expect(usualMs, "slowest answer in ms while Redis works").toBeLessThan(USUAL_MS);
  await expectHealth("up", 10_000);
});

test.afterAll(async () => {
  await Promise.all(nodes.map(({ app }) => app.stop()));
  await Promise.all(nodes.map(({ bridge }) => bridge.stop()));
  await redis?.stop();
});

async function startNode(databaseUrl: string): Promise<Node> {
  const bridge = new FakeUpstash(redis.port, TOKEN);
  await bridge.start();
  const env = {
    RATE_LIMIT_STORE: "upstash",
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    TRUSTED_PROXY_HOPS: "1",
    METRICS_TOKEN,
    LOG_LEVEL: "error",
  };
  return { bridge, app: await startBareInstance(databaseUrl, { env }) };
}

async function ask(what: string, url: string, method: string, path: string, address: string, body?: object) {
  const startedAt = performance.now();
  const response = await new ApiClient(url, address).request(method, path, body);
  const text = await response.text();
  const { status, headers } = response;
  return { what, status, headers, text, took: performance.now() - startedAt };
}

const forgot = (url: string, address: string) =>
  ask("forgot", url, "POST", "/api/password/forgot", address, { email: newAddress() });
const config = (url: string, address: string) => ask("config", url, "GET", "/api/config", address);
const signIn = (url: string, address: string, email: string) =>
  ask("sign-in", url, "POST", "/api/auth/login", address, { email, password: "guess after guess" });
const page = (url: string, address: string) => ask("page", url, "GET", "/login", address);
const ready = (url: string, address = uniqueAddress()) => ask("ready", url, "GET", "/api/health/ready", address);

/** Sends all requests at once from one IP address. All sign-ins are for one email address. */
function askEverything(url: string, address: string, email: string): Promise<Answer[]> {
  return Promise.all([
    ...Array.from({ length: SIGN_INS }, () => signIn(url, address, email)),
    ...Array.from({ length: 3 }, () => forgot(url, address)),
    config(url, address),
    page(url, address),
    ready(url, address),
  ]);
}

/** Sends the same requests to both processes at once. @returns the answers of each process */
function askBoth(): Promise<Answer[][]> {
  const [address, email] = [uniqueAddress(), newAddress()];
  return Promise.all(nodes.map(({ app }) => askEverything(app.url, address, email)));
}

const slowestOf = (all: Answer[][]) => Math.max(...all.flat().map(({ took }) => took));

/** Sends requests to the processes in turn, `atOnce` at a time, and checks that Redis worked. */
async function askInTurn(count: number, atOnce: number, one: (url: string) => Promise<Answer>): Promise<Answer[]> {
  const urls = Array.from({ length: count }, (_, index) => nodes[index % nodes.length]!.app.url);
  const answers: Answer[] = [];
  const before = await Promise.all(nodes.map(storeFailures));
  while (urls.length > 0) answers.push(...(await Promise.all(urls.splice(0, atOnce).map(one))));
  const after = await Promise.all(nodes.map(storeFailures));
  expect(after, "failures of Redis, of which there must be none here").toEqual(before);
  return answers;
}

/** How often each response was received: `{ "sign-in 401": 2, … }`. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { what, status } of answers) counts[`${what} ${status}`] = (counts[`${what} ${status}`] ?? 0) + 1;
  return counts;
}

const numberIn = ({ headers }: Answer, name: string) => Number(/^\d+$/.exec(headers.get(name) ?? "")?.[0]);

/** Checks that every refusal reports its limit, nothing remaining, and the seconds until a request is allowed. */
function expectRefusalsOf(limit: number, windowSeconds: number, answers: Answer[]): void {
  for (const refusal of answers.filter(({ status }) => status === 429)) {
    expect(refusal.headers.get("ratelimit-limit")).toBe(String(limit));
    expect(refusal.headers.get("ratelimit-remaining")).toBe("0");
    const reset = numberIn(refusal, "ratelimit-reset");
    const untilTurn = windowSeconds - ((Date.now() / 1000) % windowSeconds);
    expect(reset - untilTurn).toBeGreaterThanOrEqual(0);
    expect(reset - untilTurn).toBeLessThan(10);
    // The whole limit was used in this window, so requests are allowed again when the window ends, and not before.
    expect([reset, reset + 1]).toContain(numberIn(refusal, "retry-after"));
  }
}

/** Waits until all processes report this state, for at most `timeout` ms. */
async function expectHealth(state: "up" | "degraded", timeout: number): Promise<void> {
  const health = async ({ app: { url } }: Node): Promise<unknown> => {
    const { status, text } = await ready(url);
    return { http: status, ...(JSON.parse(text) as object) };
  };
  const checks = { database: "up", migrations: "up", mail: "up", audit_log: "up", rate_limits: state };
  const expected = nodes.map(() => ({ http: 200, status: state, checks }));
  await expect.poll(() => Promise.all(nodes.map(health)), { timeout }).toEqual(expected);
}

const outages = ({ app }: Node) =>
  app
    .output()
    .split("\n")
    .filter((line) => line.includes(OUTAGE));
const errors = ({ app }: Node) =>
  app
    .output()
    .split("\n")
    .filter((line) => line.includes('"level":"error"'));

/** The number of failed requests to Redis, from the process's metrics. */
async function storeFailures({ app }: Node): Promise<number> {
  const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
  const response = await new ApiClient(app.url).request("GET", "/api/metrics", undefined, headers);
  return Number(/^gatehouse_rate_limit_store_failures_total (\d+)$/m.exec(await response.text())?.[1]);
}

for (const [manner, atOnce] of [
  ["one after the other", 1],
  ["all at once", 12],
] as const) {
  test(`enforces an hourly limit exactly across both processes, for requests sent ${manner}`, async () => {
    await awaitSecondsLeft(6);
    const address = uniqueAddress();
    const answers = await askInTurn(12, atOnce, (url) => forgot(url, address));
    expect(tally(answers)).toEqual({ "forgot 202": 3, "forgot 429": 9 });
    expectRefusalsOf(3, 3_600, answers);
  });
}

test("allows an IP address exactly 60 requests a minute across both processes, and reports the remaining number", async () => {
  await awaitSecondsLeft(8);
  const address = uniqueAddress();
  const answers = await askInTurn(150, 10, (url) => config(url, address));
  expect(tally(answers)).toEqual({ "config 200": 60, "config 429": 90 });
  expectRefusalsOf(60, 60, answers);
  const passed = answers.filter(({ status }) => status === 200);
  const left = passed.map((answer) => numberIn(answer, "ratelimit-remaining"));
  expect(left.toSorted((one, other) => other - one)).toEqual(Array.from({ length: 60 }, (_, index) => 59 - index));
});

test("allows exactly five guesses a minute for an email address across both processes, from any number of IP addresses", async () => {
  await awaitSecondsLeft(8);
  const email = newAddress();
  const answers = await askInTurn(12, 4, (url) => signIn(url, uniqueAddress(), email));
  expect(tally(answers)).toEqual({ "sign-in 401": 5, "sign-in 429": 7 });
  // These refusals report a limit, so they come from the shared limit: a refusal by the account's throttling reports none.
  expectRefusalsOf(5, 60, answers);
});

/** Two failures at a time, one for each process's connection to Redis. */
const FAILURES: [Failure, Failure][] = [
  ["refusing", "stalling"],
  ["slow", "html"],
  ["nonsense", "numbers"],
  ["failing", "gone"],
];

async function begin(failures: [Failure, Failure]): Promise<void> {
  for (const [index, failure] of failures.entries()) {
    const { bridge } = nodes[index]!;
    if (failure === "gone") await bridge.stop();
    else bridge.mood = failure;
  }
}

async function mend(failures: [Failure, Failure]): Promise<void> {
  for (const [index, failure] of failures.entries()) {
    const { bridge } = nodes[index]!;
    if (failure === "gone") await bridge.start();
    else bridge.mood = "answering";
  }
}

/** Starts a failure, sends the same requests to both processes, and checks that the limits still apply. */
async function expectLimitedService(what: string, fail: () => Promise<void>): Promise<void> {
  await awaitSecondsLeft(5);
  const before = await Promise.all(nodes.map(storeFailures));
  await fail();
  const all = await askBoth();
  const after = await Promise.all(nodes.map(storeFailures));
  for (const [index, answers] of all.entries()) {
    expect(after[index], `${what}: noticed by process ${index}`).toBeGreaterThan(before[index] ?? NaN);
    expect(tally(answers), `${what}: half of five guesses, half of three mails, and no errors`).toEqual({
      "sign-in 401": 2,
      "sign-in 429": 22,
      "forgot 202": 1,
      "forgot 429": 2,
      "config 200": 1,
      "page 200": 1,
      "ready 200": 1,
    });
  }
  const slowest = slowestOf(all);
  console.log(`${what}: slowest answer ${slowest.toFixed(0)} ms, usually ${usualMs.toFixed(0)} ms`);
  expect(slowest, `${what}: slowest answer in ms`).toBeLessThan(usualMs + WAITS_MS);
  // The last health check may be a few seconds old.
  await expectHealth("degraded", 4_000);
}

test("keeps limiting guesses, responding promptly and logging little, however Redis fails", async () => {
  test.setTimeout(90_000);
  await expectLimitedService("Redis has stopped", () => redis.stop());
  await redis.restart();
  for (const failures of FAILURES) {
    await sleep(REST_MS);
    await expectLimitedService(failures.join(" and "), () => begin(failures));
    await mend(failures);
  }
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000);
  for (const node of nodes) {
    expect(errors(node)).toEqual(outages(node));
    expect(outages(node).length, "reported").toBeGreaterThan(0);
    expect(outages(node).length, "at most once a minute").toBeLessThanOrEqual(minutes);
    expect(node.app.output()).not.toContain(TOKEN);
  }
});

test("reports health as up within ten seconds after Redis is back, and shares the counts again", async () => {
  for (const { bridge } of nodes) bridge.mood = "failing";
  await expectHealth("degraded", 10_000);
  for (const { bridge } of nodes) bridge.mood = "answering";
  await expectHealth("up", 10_000);
  await awaitSecondsLeft(6);
  const address = uniqueAddress();
  const answers = await askInTurn(12, 12, (url) => forgot(url, address));
  expect(tally(answers)).toEqual({ "forgot 202": 3, "forgot 429": 9 });
});
