// Every refusal can be found in the log by its IP address, and no one can fill the log with refusals.
import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sessionCredential } from "@/tests/factories/credentials";
import { anyCredential, sessionOnly } from "@/lib/access/accepts";
import { systemCaller, type MemberActor } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { NoInput } from "@/lib/access/no-input";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { reportError } from "@/lib/web/http/report-error";
import { forgetCounts } from "@/tests/factories/limits";
import { handleRequest } from "./handle-request";

const MINUTE = 60_000;
const HOURS = 24;
const OWN = new URL(env().APP_URL).host;
/** Of 30 refusals in an hour, the first, second, fourth, eighth and sixteenth are logged. */
const MOST_AN_HOUR = 5;

interface Line {
  time: string;
  level: string;
  message: string;
  code?: string;
  ip_address?: string;
  count?: number;
  [field: string]: unknown;
}

const written: string[] = [];
const lines = () => written.map((line) => JSON.parse(line) as Line).filter(({ message }) => message === "refused");
const configured = { ...env() };

beforeEach(() => {
  Object.assign(env(), { LOG_LEVEL: "info", TRUSTED_PROXY_HOPS: 1 });
  forgetCounts();
  written.length = 0;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 5) });
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
});

afterEach(() => {
  vi.useRealTimers();
  Object.assign(env(), configured);
});

async function ask(ip: string, path: string, headers: Record<string, string> = {}, method = "GET"): Promise<number> {
  const all = { Host: OWN, "X-Forwarded-For": `198.51.100.1, ${ip}`, ...headers };
  return (await handleRequest(new NextRequest(`http://${OWN}${path}`, { method, headers: all }))).status;
}

const administer = orgOperation({
  name: "test.administer",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  run: () => Promise.resolve({}),
});

const expel = orgOperation({
  name: "test.expel",
  accepts: sessionOnly,
  effect: "read",
  minRole: "readonly",
  recent: "session",
  limit: generalLimitOnly,
  input: NoInput,
  run: () => Promise.resolve({}),
});

const reader: MemberActor = {
  kind: "member",
  user: { id: randomUUID(), email: "reader@example.com", name: "Reader", isSystemAdmin: false },
  credential: sessionCredential(),
  organization: { id: randomUUID(), slug: "acme", name: "Acme", suspended: false },
  role: "readonly",
};

async function deny(ip: string): Promise<void> {
  const { request } = systemCaller(randomUUID());
  await expect(administer({ actor: reader, request: { ...request, ipAddress: ip } }, {})).rejects.toMatchObject({
    code: "ACCESS_DENIED",
  });
}

async function expelByOldSession(ip: string): Promise<void> {
  const { request } = systemCaller(randomUUID());
  const actor = { ...reader, credential: sessionCredential(86_400) };
  await expect(expel({ actor, request: { ...request, ipAddress: ip } }, {})).rejects.toMatchObject({
    code: "RECENT_PROOF_REQUIRED",
  });
}

/** Reports, as an adapter does, a form that was rendered for another user. */
function sendOthersForm(ip: string): Promise<void> {
  const { request } = systemCaller(randomUUID());
  reportError(new AppError("SIGNED_IN_AS_ANOTHER"), "test.expel", { ...request, ipAddress: ip });
  return Promise.resolve();
}

async function exhaust(ip: string): Promise<void> {
  for (let count = 0; count < 80; count += 1) await ask(ip, "/api/config");
}

/** Each source of refusals: its IP address, the code of its refusals, its interval in minutes, and its request. */
const SOURCES: [ip: string, code: string, every: number, act: (ip: string) => Promise<unknown>][] = [
  ["192.0.2.1", "UNTRUSTED_HOST", 2, (ip) => ask(ip, "/?token=secret", { Host: "evil.test" })],
  [
    "192.0.2.2",
    "CSRF_REJECTED",
    2,
    (ip) =>
      ask(
        ip,
        "/login",
        { Origin: "https://evil.test", "Content-Type": "multipart/form-data; boundary=x", "Content-Length": "9" },
        "POST",
      ),
  ],
  ["192.0.2.3", "ACCESS_DENIED", 2, deny],
  ["192.0.2.4", "RATE_LIMITED", 60, exhaust],
  ["2001:db8:7:1::1", "RATE_LIMITED", 60, exhaust],
  ["192.0.2.10", "RECENT_PROOF_REQUIRED", 2, expelByOldSession],
  ["192.0.2.11", "SIGNED_IN_AS_ANOTHER", 2, sendOthersForm],
  ["192.0.2.5", "MALFORMED_REQUEST", 2, (ip) => ask(ip, "/%ff")],
];

it("logs each source of refusals at least once an hour for a day, with its IP address, in at most 120 lines", async () => {
  const startedAt = Date.now();
  for (let minute = 0; minute < HOURS * 60; minute += 2) {
    vi.setSystemTime(startedAt + minute * MINUTE);
    for (const [ip, , every, act] of SOURCES) if (minute % every === 0) await act(ip);
  }
  for (const [ip, code] of SOURCES) {
    const own = lines().filter((line) => line.ip_address === ip);
    expect(new Set(own.map((line) => line.code)), ip).toEqual(new Set([code]));
    expect(new Set(own.map(({ time }) => time.slice(0, 13))).size, `hours in which ${ip} is found`).toBe(HOURS);
    expect(own.length, `lines of ${ip}`).toBeLessThanOrEqual(HOURS * MOST_AN_HOUR);
    expect(
      own.every(({ level, request_id, path, operation }) => level === "warn" && request_id && (path ?? operation)),
    ).toBe(true);
  }
  expect(written.join("")).not.toMatch(/secret|198\.51\.100/);
}, 60_000);

it("includes unlogged refusals in the logged counts", async () => {
  for (let count = 0; count < 100; count += 1) await ask("192.0.2.6", "/", { Host: "evil.test" });
  expect(lines().map(({ count }) => count)).toEqual([1, 2, 4, 8, 16, 32, 64]);
});

it("logs the refusals of an IPv6 /48 as those of one source", async () => {
  for (let count = 0; count < 100; count += 1) await ask(`2001:db8:8:${count}::1`, "/", { Host: "evil.test" });
  expect(lines()).toHaveLength(7);
});

it("limits the log lines under a flood of sources, still logs other refusal codes, and logs new sources an hour later", async () => {
  for (let count = 0; count < 4_000; count += 1) await ask(`10.${count >> 8}.${count & 255}.9`, "/", { Host: "evil.test" });
  expect(lines().length).toBeLessThan(2_020);
  await ask(
    "192.0.2.7",
    "/login",
    { Origin: "https://evil.test", "Content-Type": "multipart/form-data; boundary=x", "Content-Length": "9" },
    "POST",
  );
  vi.advanceTimersByTime(60 * MINUTE);
  await ask("192.0.2.8", "/", { Host: "evil.test" });
  expect(
    lines()
      .slice(-2)
      .map(({ ip_address }) => ip_address),
  ).toEqual(["192.0.2.7", "192.0.2.8"]);
});

it("logs failures of the middleware itself as errors", async () => {
  env().TRUSTED_HOSTS = null as unknown as string[];
  expect(await ask("192.0.2.9", "/login")).toBe(500);
  const failures = written.map((line) => JSON.parse(line) as Line).filter(({ level }) => level === "error");
  expect(failures).toEqual([
    expect.objectContaining({
      message: "middleware failed",
      method: "GET",
      path: "/login",
      request_id: expect.any(String) as string,
      error: expect.objectContaining({ name: "TypeError" }) as object,
    }),
  ]);
});
