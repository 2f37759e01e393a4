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
