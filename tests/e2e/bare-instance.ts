// Starts another process of the build on an instance's database: plain `next start`, without a supervisor or a proxy. It
// also claims queued mail, which it cannot decrypt, so no test that waits for mail may run on that database meanwhile.
import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "@/scripts/processes/end";
import { freePort } from "@/scripts/processes/free-port";
import { guard } from "@/scripts/processes/guard";
import { identityOf } from "@/scripts/processes/identity";

export const ROOT = process.cwd();
const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const START_SECONDS = 30;

/** All bare instances share these secrets. The instance that owns the database has others. */
const SECRETS = {
  JWT_SECRET_KEY: "j-0123456789-0123456789-0123456789",
  ENCRYPTION_KEY: "e-0123456789-0123456789-0123456789",
  CRON_SECRET: "c-0123456789-0123456789-0123456789",
};

export interface BareInstance {
  url: string;
  /** The process's output so far. */
  output: () => string;
  /** Asks the process to end (SIGTERM), and waits so long at most. @returns the duration in ms */
  terminate: (waitSeconds: number) => Promise<number>;
  stop: () => Promise<void>;
}

interface Options {
  /** A copy of the build to serve instead of the build itself. `stop` removes the copy. */
  copy?: string;
  /** Environment variables in addition to the required ones. */
  env?: Record<string, string> | ((host: string) => Record<string, string>);
}

export async function startBareInstance(databaseUrl: string, { copy, env = {} }: Options = {}): Promise<BareInstance> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: copy ?? ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    // The process gets its own group, which the guard ends if the test run is killed.
    detached: true,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      APP_ENV: "test",
      APP_URL: url,
      DATABASE_URL: databaseUrl,
      RATE_LIMIT_STORE: "memory",
      SMTP_URL: "smtp://127.0.0.1:1",
      EMAIL_FROM: "a@example.com",
      LOG_LEVEL: "silent",
      ...SECRETS,
      ...(typeof env === "function" ? env(new URL(url).host) : env),
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => (output += piece));
  }
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  if (!identity) throw new Error("The bare instance could not be started.");
  const watch = guard(identity.pid, "SIGTERM", copy);
  const terminate = async (waitSeconds: number) => {
    const startedAt = performance.now();
    await end(identity, [{ signal: "SIGTERM", waitSeconds }]);
    return performance.now() - startedAt;
  };
  const stop = async () => {
    await end(identity, [{ signal: "SIGKILL", waitSeconds: 5 }], { group: true });
    watch.release();
    if (copy) await rm(copy, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await isUp(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The bare instance did not start:\n${output}`);
    }
    await sleep(100);
  }
  return { url, output: () => output, terminate, stop };
}

function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
}
