import { spawn } from "node:child_process";
import { once } from "node:events";
import { ApiClient } from "@/tests/e2e/api-client";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

/** Asks for health all the while; the returned function ends it and gives the longest answer in ms. */
async function startProbe(url: string): Promise<() => Promise<number>> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/processes/probe-health.ts", url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child.stdout, "data");
  return async () => {
    child.stdin.end();
    await once(child, "close");
    expect(child.exitCode).toBe(0);
    return Number(output.trim().split("\n").at(-1));
  };
}

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
