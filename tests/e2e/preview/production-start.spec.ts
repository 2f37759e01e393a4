// A production process with an invalid configuration reports every problem and does not start.
import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "@/tests/setup/fixtures";
import { freePort } from "@/scripts/processes/free-port";

async function start(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const next = path.join(process.cwd(), "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-H", "127.0.0.1", "-p", String(await freePort())], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), 30_000);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return { code, output };
}

test("reports every invalid variable at once, without any value, and exits", async () => {
  const { code, output } = await start({
    APP_URL: "http://app.example.com",
    JWT_SECRET_KEY: "too-short-for-a-secret",
    ENCRYPTION_KEY: "the-same-long-secret-for-two-purposes",
    CRON_SECRET: "the-same-long-secret-for-two-purposes",
    RATE_LIMIT_SCALE: "10",
    MAILBOX_FILE: "/tmp/mailbox",
  });
  expect(code).toBe(1);
  const bad = [
    "APP_URL",
    "JWT_SECRET_KEY",
    "CRON_SECRET",
    "DATABASE_URL",
    "SMTP_URL",
    "EMAIL_FROM",
    "UPSTASH_REDIS_REST_URL",
    "UPSTASH_REDIS_REST_TOKEN",
    "TRUSTED_PROXY_HOPS",
    "RATE_LIMIT_SCALE",
    "MAILBOX_FILE",
  ];
  for (const name of bad) expect(output).toContain(`- ${name} `);
  expect(output).not.toContain("too-short-for-a-secret");
  expect(output).not.toContain("the-same-long-secret");
});

test("does not start without any configuration", async () => {
  const { code, output } = await start({});
  expect(code).toBe(1);
  for (const name of ["DATABASE_URL", "JWT_SECRET_KEY", "ENCRYPTION_KEY", "CRON_SECRET"]) expect(output).toContain(name);
});
