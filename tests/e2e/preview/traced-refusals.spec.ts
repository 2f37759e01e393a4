// A running instance logs its refusals, with the IP address and without secrets.
import { randomInt } from "node:crypto";
import { ApiClient } from "@/tests/e2e/api-client";
import { FIRST_PASSWORD, newAddress } from "@/tests/e2e/journey";
import { logLines } from "@/tests/e2e/log-lines";
import { awaitSecondsLeft } from "@/tests/e2e/minute";
import { send } from "@/tests/e2e/raw-http";
import { expect, test } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

const linesFrom = (app: Instance, address: string) => logLines(app).filter((line) => line.ip_address === address);

const prober = () => `203.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

test("logs a prober's IP address for wrong hosts, cross-site requests, guesses, refused operations and limits", async ({
  app,
}) => {
  const address = prober();
  const client = new ApiClient(app.url, address);
  const email = newAddress();
  await send(app.url, "/login?token=secret-token", {
    headers: [
      ["Host", "evil.test"],
      ["X-Forwarded-For", `8.8.8.8, ${address}`],
    ],
  });
  await client.request("POST", "/api/auth/logout", undefined, { Origin: "https://evil.test" });
  await awaitSecondsLeft(5);
  for (let count = 0; count < 10; count += 1) await client.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  await client.get("/api/v1/admin/users");
  await client.request("POST", "/api/cron", undefined, { Authorization: "Bearer wrong-secret" });
  const codes = ["UNTRUSTED_HOST", "CSRF_REJECTED", "INVALID_CREDENTIALS", "RATE_LIMITED", "UNAUTHORIZED"];
  await expect
    .poll(
      async () =>
        new Set(
          linesFrom(app, address)
            .filter(({ message }) => message === "refused")
            .map(({ code }) => code),
        ),
    )
    .toEqual(new Set(codes));
  const lines = linesFrom(app, address);
  expect(
    lines.filter(({ code }) => code === "INVALID_CREDENTIALS").map(({ operation, count }) => [operation, count]),
  ).toEqual([
    ["auth.sign-in", 1],
    ["auth.sign-in", 2],
    ["auth.sign-in", 4],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/secret|evil\.test|8\.8\.8\.8|@/);
  // A request is logged after its response was sent, so the line of the next request may come first.
  await expect
    .poll(async () =>
      linesFrom(app, address)
        .filter(({ message }) => message === "request")
        .map(({ status }) => Number(status))
        .sort(),
    )
    .toEqual([400, ...Array<number>(7).fill(401), 403, ...Array<number>(5).fill(429)]);
});

test("logs few lines for browsers' reports, even if each names another URL", async ({ app }) => {
  const address = prober();
  for (let count = 0; count < 20; count += 1) {
    const body = Array.from({ length: 20 }, (_, number) => ({
      type: "csp-violation",
      body: { effectiveDirective: "media-src", blockedURL: `https://blocked-${count}-${number}.test` },
    }));
    const headers = { "Content-Type": "application/reports+json", "X-Forwarded-For": address };
    expect((await fetch(`${app.url}/api/csp-report`, { method: "POST", headers, body: JSON.stringify(body) })).status).toBe(
      204,
    );
  }
  const violations = async () =>
    linesFrom(app, address).filter(({ message }) => message === "content security policy violated");
  // The 256th of the 400 reports writes the last line. The next line would be due at the 512th.
  await expect.poll(async () => (await violations()).at(-1)?.count).toBe(256);
  expect((await violations()).length).toBeLessThanOrEqual(9);
});
