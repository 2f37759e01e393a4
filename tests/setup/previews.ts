// Starts everything that browser tests use: one build, its instances, and the fakes of outside services. Everything is
// removed afterwards.
import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "../../scripts/processes/end";
import { freePort } from "../../scripts/processes/free-port";
import { guard } from "../../scripts/processes/guard";
import { identityOf } from "../../scripts/processes/identity";
import { runProgram } from "../../scripts/program";
import { ensurePrismaClient } from "../../scripts/schema/client";
import { buildEnvironment, ensureBuild } from "../../scripts/supervisor/build";
import { FakeHibp } from "../fakes/hibp";
import { findBrowser } from "./browser";
import { LOG_FILE, METRICS_TOKEN, PARTNER_ORIGIN, stateVariable, type InstanceName } from "./instances";

type Undo = () => Promise<unknown>;

const INSTANCES: InstanceName[] = ["preview", "strict", "b2b", "untouched"];
const START_SECONDS = 120;
const STOP = [
  { signal: "SIGTERM" as const, waitSeconds: 20 },
  { signal: "SIGKILL" as const, waitSeconds: 5 },
];

/**
 * The number of trusted proxies. The test counts as one, because it sends X-Forwarded-For. The strict preview also has the
 * TLS proxy.
 */
const HOPS: Record<InstanceName, string> = { preview: "1", strict: "2", b2b: "1", untouched: "1" };

/** The origins whose scripts may call the API of every instance. */
const ALLOWED_ORIGINS = [PARTNER_ORIGIN];

function environment(name: InstanceName, stateDir: string, port: number, hibp: FakeHibp): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...own } = process.env;
  return {
    ...own,
    GATEHOUSE_DIR: stateDir,
    PORT: String(port),
    TRUSTED_PROXY_HOPS: HOPS[name],
    APP_MODE: name === "b2b" ? "b2b" : "b2c",
    METRICS_TOKEN,
    ALLOWED_ORIGINS: JSON.stringify(ALLOWED_ORIGINS),
    BREACHED_PASSWORD_API_URL: hibp.url,
  };
}

async function startPreview(name: InstanceName, hibp: FakeHibp): Promise<Undo> {
  const stateDir = await mkdtemp(path.join(tmpdir(), `gatehouse-e2e-${name}-`));
  const discard = () => rm(stateDir, { recursive: true, force: true });
  const logFile = path.join(stateDir, LOG_FILE);
  const log = openSync(logFile, "w", 0o600);
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/preview.ts", "--no-build", "--no-history"];
  if (name === "strict") args.push("--strict");
  const child = spawn(process.execPath, args, {
    env: environment(name, stateDir, await freePort(), hibp),
    stdio: ["ignore", log, log],
    detached: true,
  });
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  if (!identity) throw new Error(`The ${name} instance could not be started.`);
  // Even a killed test run leaves no process and no folder behind.
  const watch = guard(identity.pid, "SIGTERM", stateDir);
  const stop = async () => {
    await end(identity, STOP);
    watch.release();
    await discard();
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!existsSync(path.join(stateDir, "dev.json"))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const words = readFileSync(logFile, "utf8");
      await stop();
      throw new Error(`The ${name} instance did not start:\n${words}`);
    }
    await sleep(100);
  }
  process.env[stateVariable(name)] = stateDir;
  // Makes Node.js trust the strict instance's certificate. Test workers read this variable when they start.
  if (name === "strict") process.env.NODE_EXTRA_CA_CERTS = path.join(stateDir, "certificate.pem");
  return stop;
}

async function buildOnce(): Promise<void> {
  ensurePrismaClient();
  await ensureBuild(process.env.GATEHOUSE_NO_BUILD === "1", async (args) => {
    if ((await runProgram(args, buildEnvironment())) !== 0) throw new Error("The build failed.");
  });
}

/** All instances, or only those that `GATEHOUSE_E2E_INSTANCES` names, to start a single project faster. */
function wanted(): InstanceName[] {
  const named = process.env.GATEHOUSE_E2E_INSTANCES;
  return INSTANCES.filter((name) => !named || named.split(",").includes(name));
}

export default async function setup(): Promise<Undo> {
  await buildOnce();
  // Unpacks the browser here, so that test workers do not unpack it at the same time.
  await findBrowser();
  const hibp = new FakeHibp();
  await hibp.start();
  const undos: Undo[] = [() => hibp.stop()];
  const undo = () => Promise.all(undos.map((each) => each()));
  const starts = await Promise.allSettled(wanted().map((name) => startPreview(name, hibp)));
  for (const start of starts) if (start.status === "fulfilled") undos.push(start.value);
  const failed = starts.find((start) => start.status === "rejected");
  if (failed) {
    await undo();
    throw failed.reason;
  }
  return undo;
}
