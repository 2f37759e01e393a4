// A real PgBouncer on loopback, in transaction mode, in front of the tests' PostgreSQL. It refuses to run as root, so it runs as
// PostgreSQL's user.
import { spawn } from "node:child_process";
import { chownSync, closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { throwawayPlace } from "../../scripts/postgres/place";
import { serverEnvironment, serverUser, type ServerUser } from "../../scripts/postgres/server-user";
import { end } from "../../scripts/processes/end";
import { findInstalled } from "../../scripts/processes/find-installed";
import { freePort } from "../../scripts/processes/free-port";
import { guard } from "../../scripts/processes/guard";
import { identityOf } from "../../scripts/processes/identity";
import { queryAt } from "./databases";
import { describeWith } from "./describe-with";

const NO_PGBOUNCER = "no pgbouncer on this machine";
const START_SECONDS = 10;
const POLL_MILLISECONDS = 50;

/** The server connections that all clients of a database share. */
export const SERVER_CONNECTIONS = 2;
/** The name under which the pooler offers the same database with a single server connection. */
const SINGLE = "single";

const findPgbouncer = () => findInstalled("pgbouncer");

export function describeWithPgbouncer(name: string, body: () => void): void {
  describeWith(findPgbouncer() ? null : NO_PGBOUNCER, name, body);
}

export interface Pgbouncer {
  /** The database's URL through the pooler. */
  url: string;
  /** The same database over a single server connection, which all clients take in turn. */
  singleUrl: string;
  stop(): Promise<void>;
}

function configuration(database: URL, port: number, folder: string): string {
  const server = `host=${database.hostname} port=${database.port}`;
  return `[databases]
${SINGLE} = ${server} dbname=${database.pathname.slice(1)} pool_size=1
* = ${server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(folder, "users.txt")}
pool_mode = transaction
default_pool_size = ${SERVER_CONNECTIONS}
max_client_conn = 500
`;
}

/** Only root and the server's user can read the file. */
function writePrivate(file: string, content: string, user: ServerUser | null): void {
  writeFileSync(file, content, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
}

const answers = (url: string) =>
  queryAt(url, "SELECT 1").then(
    () => true,
    () => false,
  );

/** Starts the pooler for the database of an app, and waits until it answers. */
export async function startPgbouncer(databaseUrl: string): Promise<Pgbouncer> {
  const program = findPgbouncer();
  if (!program) throw new Error(`There is ${NO_PGBOUNCER}.`);
  const user = serverUser();
  const folder = throwawayPlace(user);
  const [database, url, single] = [new URL(databaseUrl), new URL(databaseUrl), new URL(databaseUrl)];
  url.port = single.port = String(await freePort());
  single.pathname = `/${SINGLE}`;
  const settings = path.join(folder, "pgbouncer.ini");
  writePrivate(settings, configuration(database, Number(url.port), folder), user);
  writePrivate(path.join(folder, "users.txt"), `"${database.username}" "${database.password}"\n`, user);

  const logFile = path.join(folder, "pgbouncer.log");
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(program, [settings], {
    ...user,
    cwd: "/",
    env: serverEnvironment(),
    stdio: ["ignore", log, log],
    detached: true,
  });
  child.on("error", () => undefined);
  closeSync(log);
  const problem = () => new Error(`${program} did not start:\n${readFileSync(logFile, "utf8")}`);
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  if (!identity) throw problem();
  const watch = guard(identity.pid, "SIGTERM", folder);
  const stop = async () => {
    await end(identity);
    watch.release();
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await answers(url.toString()))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      const failure = problem();
      await stop();
      throw failure;
    }
    await sleep(POLL_MILLISECONDS);
  }
  return { url: url.toString(), singleUrl: single.toString(), stop };
}
