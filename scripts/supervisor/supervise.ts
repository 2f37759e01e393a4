// Runs the app with everything that it needs on this machine, and stops everything at the end.
import path from "node:path";
import { Failure } from "../failure";
import { firstFreePort, freePort, isFree } from "../processes/free-port";
import { ensurePrismaClient } from "../schema/client";
import { trustAlso } from "../trusted-certificates";
import { ensureVercelBuild } from "../vercel/build";
import { startRateLimitStore } from "../vercel/rate-limit-store";
import { systemVariables } from "../vercel/system-variables";
import { announce, RUN_FILE } from "./announce";
import { appEnvironment } from "./app-environment";
import { buildEnvironment, ensureBuild } from "./build";
import { certificateFile, loadCertificate, publicKeyHash, type Certificate } from "./certificate";
import { runChild } from "./child";
import { bringUpToDate, openDatabase } from "./database";
import { startGoogle } from "./google";
import { startMailCatcher } from "./mail-catcher";
import type { Mode } from "./modes";
import { takeRunLock, type RunLock } from "./run-lock";
import { loadSecrets } from "./secrets";
import { createShutdown, type Shutdown } from "./shutdown";
import { seed } from "./sign-ins";
import { startApp } from "./start-app";
import { openStateDir, removeRecord } from "./state-dir";
import { startStripe } from "./stripe";
import { startTlsProxy } from "./tls-proxy";
import { waitUntilUp } from "./wait-until-up";

const DEFAULT_PORT = 3000;

class Stopped extends Error {}

/**
 * The requested port, or the first free one from the default port on.
 * @throws Failure if the requested port is invalid or in use
 */
async function choosePort(): Promise<number> {
  const asked = process.env.PORT;
  if (!asked) return firstFreePort(DEFAULT_PORT);
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Failure(`PORT=${asked} is not a port.`);
  if (await isFree(port)) return port;
  throw new Failure(`Port ${port} is taken. Set PORT to another port, or unset it.`);
}

async function startProxy(port: number, appPort: number, certificate: Certificate, shutdown: Shutdown): Promise<string> {
  const proxy = await startTlsProxy(port, appPort, certificate);
  shutdown.later(() => proxy.close());
  return publicKeyHash(certificate);
}

async function start(mode: Mode, options: SuperviseOptions, stateDir: string, lock: RunLock, shutdown: Shutdown) {
  const step = async <T>(work: Promise<T> | T): Promise<T> => {
    const result = await work;
    if (shutdown.isRequested()) throw new Stopped();
    return result;
  };
  const { kind } = mode.runs;
  const isEmulated = kind === "emulator";
  removeRecord(stateDir, RUN_FILE);
  const secrets = loadSecrets(stateDir);
  ensurePrismaClient();
  const run = (args: string[], env = buildEnvironment()) => runChild({ name: "The build", args, env }, lock, shutdown);
  if (kind === "next-start" || kind === "container") await step(ensureBuild(options.reuseBuild, run));
  const port = await step(choosePort());
  const appPort = mode.strict ? await step(freePort()) : port;
  const url = `${mode.strict ? "https" : "http"}://localhost:${port}`;
  lock.setUrl(url);
  const database = await step(openDatabase({ name: mode.database, stateDir, secrets, lock, shutdown }));
  await step(bringUpToDate(database.url, mode.appEnv));
  const catcher = await step(startMailCatcher(path.join(stateDir, "mailbox.jsonl")));
  shutdown.later(() => catcher.close());
  const certificate = mode.strict ? await step(loadCertificate(stateDir)) : null;
  const google = await step(startGoogle(process.env.APP_URL ?? url, mode, secrets, shutdown));
  const stripe = await step(startStripe(process.env.APP_URL ?? url, mode, stateDir, secrets, shutdown));
  const at = { url, databaseUrl: database.url, smtpUrl: catcher.url, standIns: { ...google, ...stripe } };
  const env = appEnvironment(mode, stateDir, secrets, at);
  if (isEmulated) {
    Object.assign(env, systemVariables(new URL(url).host), await step(startRateLimitStore(lock, shutdown)));
    await step(ensureVercelBuild(options.reuseBuild, { ...buildEnvironment(), ...env }, run));
    // Next.js requests pages of its own over TLS.
    env.NODE_EXTRA_CA_CERTS = trustAlso(certificateFile(stateDir), path.join(stateDir, "trusted.pem"));
  }
  const { app, ...places } = await step(startApp(mode, appPort, env, lock, shutdown));
  const signIns = mode.strict ? [] : await step(seed(env, options.history, lock, shutdown));
  await step(waitUntilUp(app, appPort, "/api/health", shutdown));
  const spki = certificate ? await step(startProxy(port, appPort, certificate, shutdown)) : undefined;
  shutdown.later(() => removeRecord(stateDir, RUN_FILE));
  announce(stateDir, {
    url: env.APP_URL ?? url,
    database_url: database.url,
    superuser_database_url: database.superuserUrl,
    cron_secret: env.CRON_SECRET ?? secrets.CRON_SECRET,
    sign_ins: signIns,
    certificate_spki_sha256: spki,
    google_url: google.GOOGLE_ISSUER_URL,
    stripe_url: stripe.STRIPE_API_URL,
    stripe_webhook_secret: stripe.STRIPE_WEBHOOK_SECRET,
    ...places,
  });
}

export interface SuperviseOptions {
  /** Whether to reuse an existing production build, even if sources have changed since. */
  reuseBuild: boolean;
  /** Whether to seed thirty days of sample activity. Tests count rows, so they run without it. */
  history: boolean;
}

/**
 * Resolves to exit code 0 after an orderly shutdown.
 * @throws Failure if the run cannot start, or if a part of it ends unexpectedly
 */
export async function supervise(mode: Mode, options: SuperviseOptions): Promise<number> {
  if (process.env.VERCEL) throw new Failure(`${mode.name} is for a developer's machine, not for Vercel.`);
  // Writing to a closed terminal must not crash the run.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const stateDir = openStateDir();
  const shutdown = createShutdown();
  const lock = await takeRunLock(stateDir);
  shutdown.later(() => lock.release());
  try {
    await start(mode, options, stateDir, lock, shutdown);
    const problem = await shutdown.requested;
    if (problem !== null) throw new Failure(problem);
    return 0;
  } catch (error) {
    if (shutdown.isRequested() && (await shutdown.requested) === null) return 0;
    throw error;
  } finally {
    shutdown.request(null);
    await shutdown.unwind();
  }
}
