// A client cannot choose the IP address under which its requests are counted.
import { randomBytes } from "node:crypto";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

const forged = (index: number) => `198.51.${Math.floor(index / 250)}.${(index % 250) + 1}`;

/** The headers of a client behind the trusted proxy: forged IP addresses, to the left of the one that the proxy adds. */
const claiming = (index: number, address: string) => ({
  "X-Forwarded-For": `${forged(index)}, ${address}`,
  "X-Real-IP": forged(index),
  "X-Client-IP": forged(index),
  "CF-Connecting-IP": forged(index),
  Forwarded: `for=${forged(index)}`,
});

function tally(statuses: number[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Runs `work` `count` times, ten at a time. */
async function each(count: number, work: (index: number) => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let from = 0; from < count; from += 10) {
    const batch = Array.from({ length: Math.min(10, count - from) }, (_, index) => work(from + index));
    statuses.push(...(await Promise.all(batch)));
  }
  return statuses;
}

test("limits 300 sign-ins with 300 forged IP addresses as if all came from one address", async ({ app, clientAddress }) => {
  const attempt = async (index: number, email: string) => {
    const response = await fetch(`${app.url}/api/auth/login`, {
      method: "POST",
      headers: { ...claiming(index, clientAddress), "Content-Type": "application/json" },
      body: JSON.stringify({ email, password: "guess after guess" }),
    });
    if (response.status === 429) expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    return response.status;
  };
  const account = newAddress();
  const counts = tally(await each(300, (index) => attempt(index, account)));
  expect(counts[401]).toBeLessThanOrEqual(5);
  expect(counts).toEqual({ 401: counts[401], 429: 300 - (counts[401] ?? 0) });
});

test("limits sign-ins to 60 accounts with 60 forged IP addresses as if all came from one address", async ({
  app,
  clientAddress,
}) => {
  const statuses = await each(60, async (index) => {
    const response = await fetch(`${app.url}/api/auth/login`, {
      method: "POST",
      headers: { ...claiming(index, clientAddress), "Content-Type": "application/json" },
      body: JSON.stringify({ email: newAddress(), password: "guess after guess" }),
    });
    return response.status;
  });
  expect(tally(statuses)).toEqual({ 401: 20, 429: 40 });
});

test("applies the limit per IP address to 1,000 requests with random session cookies", async ({ app, clientAddress }) => {
  test.setTimeout(90_000);
  const statuses = await each(1_000, async (index) => {
    const cookie = `session_id=${randomBytes(32).toString("base64url")}`;
    const headers = { ...claiming(index, clientAddress), Cookie: cookie };
    return (await fetch(`${app.url}/api/auth/session`, { headers })).status;
  });
  const counts = tally(statuses);
  // The limit is 600 in a sliding minute. In a slow run, part of the minute passes.
  expect(counts[401]).toBeGreaterThanOrEqual(600);
  expect(counts[401]).toBeLessThan(900);
  expect(counts).toEqual({ 401: counts[401], 429: 1_000 - (counts[401] ?? 0) });
});

test("counts all addresses of an IPv6 /64 as one address, and the next /64 separately", async ({ app }) => {
  const prefix = `2001:db8:${Math.floor(Math.random() * 65_536).toString(16)}`;
  const ask = async (address: string) =>
    (await fetch(`${app.url}/api/config`, { headers: { "X-Forwarded-For": address } })).status;
  const counts = tally(await each(100, (index) => ask(`${prefix}:1:${index.toString(16)}:2:3:${index}`)));
  expect(counts[429]).toBeGreaterThanOrEqual(30);
  expect(await ask(`${prefix}:2::1`)).toBe(200);
});
