import { ApiClient, someAddress } from "@/tests/e2e/api-client";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

test("200 sign-ins at once leave the process answering", async ({ app }) => {
  const signIns = Array.from({ length: 200 }, () =>
    new ApiClient(app.url).post("/api/auth/login", { email: newAddress(), password: "guess after guess" }),
  );
  let slowest = 0;
  let waiting = true;
  const all = Promise.all(signIns).finally(() => (waiting = false));
  while (waiting) {
    const startedAt = performance.now();
    const health = await fetch(`${app.url}/api/health`, { headers: { "X-Forwarded-For": someAddress() } });
    slowest = Math.max(slowest, performance.now() - startedAt);
    expect(health.status).toBe(200);
  }
  const statuses = new Set((await all).map((response) => response.status));
  expect([...statuses].every((status) => status === 401 || status === 503)).toBe(true);
  console.log(`slowest health answer ${slowest.toFixed(0)} ms`);
  expect(slowest).toBeLessThan(1_000);
});
