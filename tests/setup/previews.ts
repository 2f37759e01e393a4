// Starts everything that browser tests use: one build, its instances, and the fakes of outside services. Everything is
// removed afterwards.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
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
import { RUN_FILE } from "../../scripts/supervisor/announce";
import { buildEnvironment, ensureBuild } from "../../scripts/supervisor/build";
import { certificateFile } from "../../scripts/supervisor/certificate";
import { FakeHibp } from "../fakes/hibp";
import { FakeOtlp } from "../fakes/otlp";
import { findBrowser } from "./browser";
import {
  COLLECTOR_CREDENTIAL,
  COLLECTOR_VARIABLE,
  LOG_FILE,
  METRICS_TOKEN,
  PARTNER_ORIGIN,
  PROXY_HEADER,
  PROXY_SECRET,
  stateVariable,
  type InstanceName,
} from "./instances";

type Undo = () => unknown;

let trusted: string | undefined;

/** Those that start unless others are named. */
const USUAL: InstanceName[] = ["preview", "strict", "b2b", "untouched"];
/** Includes the build. */
const START_SECONDS = 300;
const STOP = [
  { signal: "SIGTERM" as const, waitSeconds: 20 },
  { signal: "SIGKILL" as const, waitSeconds: 5 },
];

/**
 * The number of trusted proxies. The test counts as one, because it sends X-Forwarded-For. The strict previews also have the
 * TLS proxy. On Vercel, the app counts by its own default, and only the emulator counts the proxies.
 */
const HOPS = { preview: "1", strict: "2", b2b: "1", untouched: "1", vercel: undefined };

/** An image to test instead of the files that it would contain, and the engine to run it with. */
const { GATEHOUSE_E2E_IMAGE: IMAGE, GATEHOUSE_E2E_ENGINE: ENGINE = "docker" } = process.env;

/** The options of scripts/preview.ts. */
const OPTIONS: Partial<Record<InstanceName, string[]>> = {
  strict: IMAGE ? ["--image", IMAGE, "--engine", ENGINE] : ["--strict"],
  vercel: ["--vercel", "--instances", "2", "--cold-every", "10", "--freeze", "--hops", "2"],
};

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
    GATEHOUSE_FAKE_GOOGLE: "1",
    ...(name === "vercel" && {
      CLIENT_ADDRESS_HEADER: PROXY_HEADER,
      CLIENT_ADDRESS_SECRET: PROXY_SECRET,
      OTEL_EXPORTER_OTLP_ENDPOINT: process.env[COLLECTOR_VARIABLE],
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(COLLECTOR_CREDENTIAL)}`,
    }),
  };
}

async function startPreview(name: InstanceName, hibp: FakeHibp, reuseBuild = true): Promise<Undo> {
  const stateDir = await mkdtemp(path.join(tmpdir(), `gatehouse-e2e-${name}-`));
  const discard = () => rm(stateDir, { recursive: true, force: true });
  const logFile = path.join(stateDir, LOG_FILE);
  const log = openSync(logFile, "w", 0o600);
  const script = ["--conditions=react-server", "--import", "tsx", "scripts/preview.ts", "--no-history"];
  const args = [...script, ...(OPTIONS[name] ?? []), ...(reuseBuild ? ["--no-build"] : [])];
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
  while (!existsSync(path.join(stateDir, RUN_FILE))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const words = readFileSync(logFile, "utf8");
      await stop();
      throw new Error(`The ${name} instance did not start:\n${words}`);
    }
    await sleep(100);
  }
  process.env[stateVariable(name)] = stateDir;
  // Makes Node.js trust the instance's certificate. Test workers read the variable when they start.
  if (OPTIONS[name]) trust(certificateFile(stateDir));
  return stop;
}

/** Node reads one file of certificates, so the certificates of all instances are in it. */
function trust(certificate: string): void {
  const folder = (trusted ??= mkdtempSync(path.join(tmpdir(), "gatehouse-e2e-certificates-")));
  process.env.NODE_EXTRA_CA_CERTS = path.join(folder, "certificates.pem");
  appendFileSync(process.env.NODE_EXTRA_CA_CERTS, readFileSync(certificate));
}

async function buildOnce(reuseBuild: boolean): Promise<void> {
  ensurePrismaClient();
  await ensureBuild(reuseBuild, async (args) => {
    if ((await runProgram(args, buildEnvironment())) !== 0) throw new Error("The build failed.");
  });
}

/** The usual instances, or those that `GATEHOUSE_E2E_INSTANCES` names, to start a single project faster. */
function wanted(): InstanceName[] {
  const named = process.env.GATEHOUSE_E2E_INSTANCES;
  return named ? (Object.keys(HOPS) as InstanceName[]).filter((name) => named.split(",").includes(name)) : USUAL;
}

export default async function setup(): Promise<Undo> {
  const names = wanted();
  // Unpacks the browser here, so that test workers do not unpack it at the same time.
  await findBrowser();
  const hibp = new FakeHibp();
  await hibp.start();
  const undos: Undo[] = [() => hibp.stop(), () => trusted && rmSync(trusted, { recursive: true })];
  const undo = () => Promise.all(undos.map((each) => each()));
  const reuseBuild = process.env.GATEHOUSE_NO_BUILD === "1";
  if (names.includes("vercel")) {
    const collector = new FakeOtlp();
    await collector.start();
    undos.push(() => collector.stop());
    process.env[COLLECTOR_VARIABLE] = collector.url;
    undos.push(await startPreview("vercel", hibp, reuseBuild));
  }
  const others = names.filter((name) => name !== "vercel");
  // After Vercel's builder, because that leaves a build without the container's files.
  if (others.length > 0) await buildOnce(reuseBuild);
  const starts = await Promise.allSettled(others.map((name) => startPreview(name, hibp)));
  for (const start of starts) if (start.status === "fulfilled") undos.push(start.value);
  const failed = starts.find((start) => start.status === "rejected");
  if (failed) {
    await undo();
    throw failed.reason;
  }
  return undo;
}
