// On Vercel, each instance pushes its own counts to a collector, which adds them up. This includes the middleware, and
// instances that are frozen or ended right after their response.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { awaitSecondsLeft } from "@/tests/e2e/minute";
import { valueOf } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { sumOf, type Received } from "@/tests/fakes/otlp";
import { expect, test } from "@/tests/setup/fixtures";
import { COLLECTOR_CREDENTIAL, COLLECTOR_VARIABLE, METRICS_TOKEN } from "@/tests/setup/instances";

const REFUSED = 'gatehouse_rate_limited_total{limit="general per IP address"}';
const VIOLATED = 'gatehouse_csp_violations_total{directive="manifest-src"}';
/** More than an IP address may send in a minute, which is 60. */
const REQUESTS = 110;
const AT_ONCE = 10;
/** Longer than an instance waits before it pushes what it has counted. */
const PUSHED_SECONDS = 8;

async function received(): Promise<Received> {
  return (await (await fetch(process.env[COLLECTOR_VARIABLE] ?? "")).json()) as Received;
}

const sumReceived = async (series: string) => sumOf(await received(), series);

test("counts each refusal of the middleware once, whichever of its instances refused", async ({ app, nextAddress }) => {
  test.setTimeout(150_000);
  await sleep(PUSHED_SECONDS * 1000);
  const earlier = (await received()).counts[REFUSED] ?? {};
  const before = await sumReceived(REFUSED);
  const visitor = new RawVisitor(app.url, nextAddress());
  await awaitSecondsLeft(40);
  const statuses: number[] = [];
  const sendAll = async () => {
    // The middleware answers these itself: with a redirect, until the limit is used up.
    for (let sent = 0; sent < REQUESTS / AT_ONCE; sent += 1) statuses.push((await visitor.get("/login/")).status);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
  const refused = statuses.filter((status) => status === 429).length;
  expect(statuses.filter((status) => status !== 429 && status !== 308)).toEqual([]);
  expect(refused).toBeGreaterThan(10);
  await expect.poll(() => sumReceived(REFUSED), { timeout: 20_000 }).toBe(before + refused);
  await sleep(PUSHED_SECONDS * 1000);
  expect(await sumReceived(REFUSED)).toBe(before + refused);
  const counts = Object.entries((await received()).counts[REFUSED] ?? {});
  expect(counts.filter(([id, count]) => count > (earlier[id] ?? 0)).length).toBeGreaterThan(1);
});

test("counts what functions count, each instance for itself", async ({ app, nextAddress }) => {
  const before = await sumReceived(VIOLATED);
  const report = [{ type: "csp-violation", body: { effectiveDirective: "manifest-src", blockedURL: "inline" } }];
  for (let count = 0; count < 12; count += 1) {
    const answer = await new RawVisitor(app.url, nextAddress()).post("/api/csp-report", report);
    expect(answer.status).toBe(204);
  }
  await expect.poll(() => sumReceived(VIOLATED), { timeout: 20_000 }).toBe(before + 12);
});

test("authenticates to the collector, and does not log the credential of a push that succeeds", async ({ app }) => {
  await expect.poll(async () => (await received()).credentials, { timeout: 30_000 }).toEqual([COLLECTOR_CREDENTIAL]);
  expect(readFileSync(app.logFile, "utf8")).not.toContain(COLLECTOR_CREDENTIAL.slice("Bearer ".length));
});

test("refuses to have its metrics scraped, and says what to do instead", async ({ app, clientAddress }) => {
  const visitor = new RawVisitor(app.url, clientAddress);
  const answer = await visitor.get("/api/metrics", [["Authorization", `Bearer ${METRICS_TOKEN}`]]);
  expect([answer.status, valueOf(answer, "Content-Type")]).toEqual([501, "application/json"]);
  expect(answer.body).toContain("OTEL_EXPORTER_OTLP_ENDPOINT");
  expect((await visitor.get("/api/metrics")).status).toBe(401);
});
