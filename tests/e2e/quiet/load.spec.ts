import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { startProbe } from "@/tests/e2e/health-probe";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("stays responsive during 200 concurrent sign-ins", async ({ app }) => {
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

test("stays responsive and lets the owner sign in while a hundred IP addresses of one /48 attack the account", async ({
  app,
  mailbox,
}) => {
  const owner = await createAccount(app.url, mailbox);
  const known = new ApiClient(app.url);
  expect((await known.post("/api/auth/login", owner)).status).toBe(200);
  const endProbe = await startProbe(app.url);
  const strangerAt = (index: number) => new ApiClient(app.url, `2001:db8:66:${index.toString(16)}::1`);
  const guess = (stranger: ApiClient) =>
    stranger.post("/api/auth/login", { email: owner.email, password: "guess after guess" });
  const attack = (index: number): Promise<Response>[] => {
    const stranger = strangerAt(index);
    return [
      guess(stranger),
      stranger.post("/api/password/forgot", { email: owner.email }),
      stranger.post("/api/auth/signup", { email: owner.email, password: "planted by a stranger", name: "Mallory" }),
      stranger.post("/api/auth/resend-verification", { email: owner.email }),
    ];
  };
  const attacks = (from: number) => Array.from({ length: 50 }, (_, index) => attack(from + index)).flat();
  // The owner signs in in the middle of the attack, so that the request runs concurrently with the attackers' requests.
  const before = attacks(0);
  const entering = known.post("/api/auth/login", owner);
  const answers = [...before, ...attacks(50)];
  expect((await entering).status, "the owner, during the attack").toBe(200);
  const statuses = (await Promise.all(answers)).map((response) => response.status);
  const slowest = await endProbe();
  expect(statuses.filter((status) => ![202, 401, 429, 503].includes(status))).toEqual([]);
  console.log(`slowest health answer ${slowest.toFixed(0)} ms`);
  expect(slowest).toBeLessThan(1_000);
  // The sliding window may allow one more guess when the minute changes, but not six.
  const guesses = Array.from({ length: 6 }, (_, index) => guess(strangerAt(100 + index)));
  const verdicts = (await Promise.all(guesses)).map((response) => response.status);
  expect(verdicts, "the attack is still on").toContain(429);
  expect((await known.post("/api/auth/login", owner)).status).toBe(200);
});
