// A real PgBouncer on loopback, in transaction mode, in front of the tests' PostgreSQL. It refuses to run as root, so it runs as
// PostgreSQL's user.
import { chownSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { throwawayPlace } from "../../scripts/postgres/place";
import { serverEnvironment, serverUser } from "../../scripts/postgres/server-user";
import { findInstalled } from "../../scripts/processes/find-installed";
import { freePort } from "../../scripts/processes/free-port";
import { startServer } from "../../scripts/processes/start-server";
import type { SystemUser } from "../../scripts/processes/system-user";
import { queryAt } from "./databases";
import { describeWith } from "./describe-with";

const NO_PGBOUNCER = "no pgbouncer on this machine";

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
function writePrivate(file: string, content: string, user: SystemUser | null): void {
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

  const remove = () => rm(folder, { recursive: true, force: true });
  const end = await startServer({
    program,
    args: [settings],
    folder,
    options: { ...user, cwd: "/", env: serverEnvironment() },
    responds: () => answers(url.toString()),
  }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const stop = async () => {
    await end();
    await remove();
  };
  return { url: url.toString(), singleUrl: single.toString(), stop };
}
