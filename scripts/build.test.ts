import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Runs the build with only these variables. @returns its exit code and everything it printed */
async function build(env: Record<string, string>): Promise<{ code: unknown; printed: string }> {
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/build.ts"];
  const ran = promisify(execFile)(process.execPath, args, {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...env },
  });
  const { code, stdout, stderr } = await ran.then(
    (output) => ({ code: 0, ...output }),
    (failure: unknown) => failure as { code: unknown; stdout: string; stderr: string },
  );
  return { code, printed: stdout + stderr };
}

it("fails on Vercel before it builds or migrates, naming every variable that is invalid and no secret", async () => {
  const { code, printed } = await build({
    VERCEL: "1",
    VERCEL_ENV: "production",
    JWT_SECRET_KEY: "too-short",
    APP_URL: "http://app.example.com",
  });
  expect(code).toBe(1);
  for (const name of [
    "APP_URL",
    "DATABASE_URL",
    "JWT_SECRET_KEY",
    "ENCRYPTION_KEY",
    "CRON_SECRET",
    "SMTP_URL",
    "UPSTASH_REDIS_REST_URL",
  ])
    expect(printed).toContain(name);
  expect(printed).not.toMatch(/too-short|Creating an optimized|Applied|up to date/);
});
