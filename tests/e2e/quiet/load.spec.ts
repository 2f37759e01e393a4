import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { startProbe } from "@/tests/e2e/health-probe";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("200 sign-ins at once leave the process answering", async ({ app }) => {
  const endProbe = await startProbe(app.url);
  const signIns = Array.from({ length: 200 }, () =>
    new ApiClient(app.url).post("/api/auth/login", { email: newAddress(), password: "guess after guess" }),
  );
  const statuses = (await Promise.all(signIns)).map((response) => response.status);
  const slowest = await endProbe();
  expect(statuses.every((status) => status === 401 || status === 503)).toBe(true);
  console.log(`slowest health answer ${slowest.toFixed(0)} ms`);
  expect(slowest).toBeGreaterThan(0);
  expect(slowest).toBeLessThan(1_000);
});

test("a hundred addresses of one /48 that attack an account and its mailbox leave the process and its owner in peace", async ({ app, mailbox }) => {
  const owner = await createAccount(app.url, mailbox);
  const known = new ApiClient(app.url);
  expect((await known.post("/api/auth/login", owner)).status).toBe(200);
  const endProbe = await startProbe(app.url);
  const attacks = Array.from({ length: 100 }, (_, index) => {
    const stranger = new ApiClient(app.url, `2001:db8:66:${index.toString(16)}::1`);
    return [
      stranger.post("/api/auth/login", { email: owner.email, password: "guess after guess" }),
      stranger.post("/api/password/forgot", { email: owner.email }),
      stranger.post("/api/auth/signup", { email: owner.email, password: "planted by a stranger", name: "Mallory" }),
      stranger.post("/api/auth/resend-verification", { email: owner.email }),
    ];
  });
  const statuses = (await Promise.all(attacks.flat())).map((response) => response.status);
  const slowest = await endProbe();
  expect(statuses.filter((status) => ![202, 401, 429, 503].includes(status))).toEqual([]);
  console.log(`slowest health answer ${slowest.toFixed(0)} ms`);
  expect(slowest).toBeLessThan(1_000);
  expect((await new ApiClient(app.url).post("/api/auth/login", owner)).status, "the attack holds").toBe(429);
  expect((await known.post("/api/auth/login", owner)).status).toBe(200);
});
