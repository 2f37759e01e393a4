// A PostgreSQL server on loopback, without a Unix socket and with password authentication. It ends with the process that
// started it.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure";
import { end } from "../processes/end";
import { freePort } from "../processes/free-port";
import { guard } from "../processes/guard";
import { identityOf, type ProcessIdentity } from "../processes/identity";
import type { SystemUser } from "../processes/system-user";
import { binaries, type Binaries } from "./binaries";
import { ensureDataFolder } from "./data-folder";
import { endOrphan, isReady, SHUTDOWN } from "./postmaster";
import { serverEnvironment } from "./server-user";

export interface ClusterOptions {
  /** The folder with the data; see place.ts. */
  place: string;
  user: SystemUser | null;
  superuserPassword: string;
  /** Whether data survives a crash of the machine; false is faster. */
  durable: boolean;
  /** Whether to remove `place` when the cluster ends, even if the process that started it is killed. */
  throwaway?: boolean;
}

export interface Cluster {
  port: number;
  identity: ProcessIdentity;
  superuserPassword: string;
  major: number;
  /** Resolves when the server has ended, for any reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

const START_SECONDS = 60;
const START_ATTEMPTS = 10;

function flags(dataDir: string, port: number, durable: boolean): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    max_connections: "200",
    logging_collector: "off",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

function launch(programs: Binaries, dataDir: string, options: ClusterOptions, port: number) {
  const logFile = path.join(options.place, "postgres.log");
  const log = openSync(logFile, "w", 0o600);
  // A process group of its own: Ctrl-C in the terminal must not stop the database before the app.
  const child = spawn(programs.postgres, flags(dataDir, port, options.durable), {
    ...options.user,
    cwd: "/",
    env: serverEnvironment(),
    stdio: ["ignore", "ignore", log],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return { child, ended, logFile };
}

async function waitUntilReady(dataDir: string, pid: number, ended: Promise<void>): Promise<boolean> {
  const deadline = Date.now() + START_SECONDS * 1000;
  let over = false;
  void ended.then(() => (over = true));
  while (!over && Date.now() < deadline) {
    if (isReady(dataDir, pid)) return true;
    await sleep(20);
  }
  return false;
}

async function tryStart(programs: Binaries, dataDir: string, options: ClusterOptions): Promise<Cluster | string> {
  const port = await freePort();
  const { child, ended, logFile } = launch(programs, dataDir, options, port);
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  if (!identity || !child.pid) {
    await ended;
    return readFileSync(logFile, "utf8");
  }
  const watch = guard(child.pid, "SIGINT", options.throwaway ? options.place : "");
  void ended.then(() => watch.release());
  const stop = async () => {
    await end(identity, SHUTDOWN);
    await ended;
  };
  if (await waitUntilReady(dataDir, child.pid, ended)) {
    return { port, identity, superuserPassword: options.superuserPassword, major: programs.major, ended, stop };
  }
  await stop();
  return readFileSync(logFile, "utf8");
}

/** Starts the cluster in `place`, and initializes it first if necessary. @throws Failure with the server's output */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const programs = await binaries(options.user, options.place);
  const dataDir = ensureDataFolder({ ...options, programs });
  await endOrphan(dataDir);
  let log = "";
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    const result = await tryStart(programs, dataDir, options);
    if (typeof result !== "string") return result;
    log = result;
    // Both causes are temporary: a port taken in the meantime, and backends of a killed server that have not exited yet.
    if (!/could not bind|shared memory block/.test(log)) break;
    await sleep(500);
  }
  throw new Failure(`PostgreSQL did not start from ${dataDir}:\n${log.trim()}`);
}
