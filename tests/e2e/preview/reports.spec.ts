// Browsers' reports are counted and logged, and have no other effect. Reading the metrics requires a token.
import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import { readMetrics, valueOf } from "@/tests/e2e/metrics";
import { awaitSecondsLeft } from "@/tests/e2e/minute";
import { expect, test } from "@/tests/setup/fixtures";

const DIRECTIVE = "worker-src";
const COUNTER = `gatehouse_csp_violations_total{directive="${DIRECTIVE}"}`;
const sourceAddress = () => `203.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
const violation = (blockedURL: string) => ({
  type: "csp-violation",
  age: 1,
  url: "x",
  user_agent: "y",
  body: { effectiveDirective: DIRECTIVE, blockedURL, sample: "secret" },
});

function report(url: string, address: string, type: string, body: unknown): Promise<Response> {
  const headers = { "Content-Type": type, "X-Forwarded-For": address };
  return fetch(`${url}/api/csp-report`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

test("counts reports of both formats by directive, and logs only the origin of the blocked URL", async ({ app }) => {
  const before = valueOf(await readMetrics(app.url), COUNTER);
  // The IP addresses are random, so that the counts start at zero in a second run against the same instance.
  const [first, second] = [sourceAddress(), sourceAddress()];
  const blocked = `https://blocked-${Date.now()}.test`;
  const reports = [
    violation(`${blocked}/path?token=secret`),
    violation(`${blocked}/other`),
    { type: "deprecation", body: {} },
  ];
  expect((await report(app.url, first, "application/reports+json", reports)).status).toBe(204);
  const old = {
    "csp-report": { "effective-directive": DIRECTIVE, "blocked-uri": `${blocked}/x`, "script-sample": "secret" },
  };
  expect((await report(app.url, second, "application/csp-report", old)).status).toBe(204);
  expect(valueOf(await readMetrics(app.url), COUNTER)).toBe(before + 3);
  const linesOf = async () => (await readFile(app.logFile, "utf8")).split("\n").filter((line) => line.includes(blocked));
  // The first and second report of one source, and the first report of another.
  await expect.poll(async () => (await linesOf()).length).toBe(3);
  const lines = await linesOf();
  for (const [index, ip_address] of [first, first, second].entries()) {
    expect(JSON.parse(lines[index] ?? "")).toEqual(
      expect.objectContaining({ level: "warn", directive: DIRECTIVE, blocked, ip_address }),
    );
  }
  expect(lines.join()).not.toMatch(/secret|path/);
});

test("refuses malformed, oversized and excess reports, and creates no metric label for an invalid directive", async ({
  app,
  nextAddress,
}) => {
  const address = nextAddress();
  const large = Array.from({ length: 20 }, () => violation(`https://x.test/${"a".repeat(1_000)}`));
  expect((await report(app.url, nextAddress(), "application/reports+json", large)).status).toBe(413);
  expect((await report(app.url, nextAddress(), "text/plain", [violation("x")])).status).toBe(415);
  for (const body of ["{", "5", `{"a":1}`, JSON.stringify(Array.from({ length: 21 }, () => violation("inline")))]) {
    expect((await report(app.url, nextAddress(), "application/reports+json", body)).status, body.slice(0, 10)).toBe(400);
  }
  const odd = [{ type: "csp-violation", body: { effectiveDirective: `evil"} 1\nevil`, blockedURL: "a\nb" } }];
  expect((await report(app.url, nextAddress(), "application/reports+json", odd)).status).toBe(204);
  expect(await readMetrics(app.url)).not.toContain("evil");
  await awaitSecondsLeft(5);
  const statuses = await Promise.all(
    Array.from({ length: 30 }, async () => (await report(app.url, address, "application/reports+json", [])).status),
  );
  expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(20);
  expect(statuses).toContain(429);
});

test("returns metrics only with their token", async ({ app, clientAddress }) => {
  for (const authorization of [undefined, "Bearer wrong", "Basic eDp5", "Bearer "]) {
    const headers = { "X-Forwarded-For": clientAddress, ...(authorization ? { Authorization: authorization } : {}) };
    expect((await fetch(`${app.url}/api/metrics`, { headers })).status).toBe(401);
  }
});
