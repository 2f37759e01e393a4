// The parts that only the Vercel preview has: the platform's build, its system variables, a store for rate limits that all
// instances share, and the imitation of the platform.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../failure";
import { installAside } from "../install-aside";
import { findRedis, NO_REDIS, startRedis } from "../redis/server";
import { FakeUpstash } from "../redis/upstash";
import { fingerprint, stampIs, writeStamp } from "./build";
import { startChild, type Child } from "./child";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

/** Newer versions need packages that not every registry has. */
const CLI_VERSION = "60.1.3";
const CLI_FOLDER = path.join("node_modules", ".cache", `vercel-${CLI_VERSION}`);
const CLI = path.join(CLI_FOLDER, "node_modules", "vercel", "dist", "vc.js");

export const OUTPUT = path.join(".vercel", "output");
const STAMP = path.join(OUTPUT, "gatehouse-sources");
const PROJECT = path.join(".vercel", "project.json");
/** Stands for a linked project, so that the builder asks no one. */
const LOCAL_PROJECT = {
  projectId: "prj_local",
  orgId: "team_local",
  settings: { framework: "nextjs", installCommand: "" },
};

const SERVE = fileURLToPath(new URL("../vercel/serve.ts", import.meta.url));

type Run = (args: string[], env?: NodeJS.ProcessEnv) => Promise<unknown>;

/** The platform's command-line program, which is no dependency of the project, because only this preview needs it. */
async function fetchCli(run: Run): Promise<void> {
  if (existsSync(CLI)) return;
  console.log(`Fetching Vercel's builder (vercel@${CLI_VERSION}) …`);
  rmSync(CLI_FOLDER, { recursive: true, force: true });
  mkdirSync(CLI_FOLDER, { recursive: true });
  const withoutNpm = "The Vercel preview must be started by npm, which fetches Vercel's builder.";
  await run(installAside(CLI_FOLDER, `vercel@${CLI_VERSION}`, withoutNpm));
}

/** Builds with the platform's own builder, which also leaves an ordinary build, unless the output is current. */
export async function ensureVercelBuild(reuse: boolean, env: NodeJS.ProcessEnv, run: Run): Promise<void> {
  const hasOutput = existsSync(path.join(OUTPUT, "config.json"));
  if (reuse && !hasOutput)
    throw new Failure("There is no build to reuse: run npm run preview -- --vercel without --no-build first.");
  if (reuse || (hasOutput && stampIs(STAMP))) return;
  await fetchCli(run);
  console.log("Building with Vercel's builder …");
  const sources = fingerprint();
  if (!existsSync(PROJECT)) {
    mkdirSync(path.dirname(PROJECT), { recursive: true });
    writeFileSync(PROJECT, JSON.stringify(LOCAL_PROJECT));
  }
  await run([CLI, "build", "--yes"], { ...env, VERCEL_TELEMETRY_DISABLED: "1" });
  writeStamp(STAMP, sources);
}

/** The variables that the platform sets. https://vercel.com/docs/environment-variables/system-environment-variables */
export function platformVariables(host: string): Record<string, string> {
  return {
    VERCEL: "1",
    VERCEL_ENV: "production",
    VERCEL_REGION: "iad1",
    VERCEL_URL: "gatehouse-1234567890.vercel.test",
    VERCEL_BRANCH_URL: "gatehouse-git-main.vercel.test",
    VERCEL_PROJECT_PRODUCTION_URL: host,
    VERCEL_DEPLOYMENT_ID: "dpl_local",
    AWS_LAMBDA_FUNCTION_NAME: "gatehouse",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs",
  };
}

/** The variables of the store for rate limits: Upstash's API in front of a Redis of this run, unless others are set. */
export async function startStore(shutdown: Shutdown): Promise<Record<string, string>> {
  if (process.env.UPSTASH_REDIS_REST_URL) return {};
  if (!findRedis()) {
    throw new Failure(`There is ${NO_REDIS}. Install it, or set UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN.`);
  }
  const redis = await startRedis();
  shutdown.later(() => redis.stop());
  const upstash = new FakeUpstash(redis.port);
  await upstash.start();
  shutdown.later(() => upstash.stop());
  return { UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: upstash.token };
}

/** How the imitation treats its instances. */
export interface PlatformOptions {
  instances: number;
  coldEvery: number;
  freeze: boolean;
  /** The number of proxies in front of the imitation, including the TLS proxy. */
  hops: number;
}

export function startPlatform(
  port: number,
  { instances, coldEvery, freeze, hops }: PlatformOptions,
  env: NodeJS.ProcessEnv,
  lock: RunLock,
  shutdown: Shutdown,
): Child {
  const options = ["--port", String(port), "--hops", String(hops), "--instances", String(instances)];
  const args = ["--import", "tsx", SERVE, ...options, "--cold-every", String(coldEvery), ...(freeze ? ["--freeze"] : [])];
  return startChild({ name: "The platform", args, env }, lock, shutdown);
}
