import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive } from "../processes/identity";
import { startCluster, type Cluster } from "./cluster";
import { createDatabase, ensureOwner, ownerUrl, superuserUrl } from "./databases";
import { persistentPlace } from "./place";
import { serverUser } from "./server-user";

const PASSWORD = "a-password-for-this-test";

let stateDir: string;
let places: string[];
let running: Cluster[];

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "gatehouse-cluster-"));
  places = [stateDir];
  running = [];
});
afterEach(async () => {
  for (const cluster of running) await cluster.stop();
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

async function start(folder = stateDir): Promise<{ cluster: Cluster; place: string }> {
  const user = serverUser();
  const place = persistentPlace(folder, user);
  places.push(place);
  const cluster = await startCluster({ place, user, superuserPassword: PASSWORD, durable: false });
  running.push(cluster);
  return { cluster, place };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("listens on loopback only, requires a password, and leaves no process behind when stopped", async () => {
  const { cluster } = await start();
  const settings = "SELECT current_setting('listen_addresses') AS on, current_setting('unix_socket_directories') AS socket";
  expect(await query(superuserUrl(cluster, "postgres"), settings)).toEqual([{ on: "127.0.0.1", socket: "" }]);
  const wrong = superuserUrl({ ...cluster, superuserPassword: "wrong" }, "postgres");
  await expect(query(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  await cluster.stop();
  expect(isAlive(cluster.identity)).toBe(false);
});

test("gives the app a role that owns its database and may create roles, but is not a superuser", async () => {
  const { cluster } = await start();
  await ensureOwner(cluster, "first");
  await ensureOwner(cluster, "second");
  await createDatabase(superuserUrl(cluster, "postgres"), "gatehouse");
  const [row] = await query(
    ownerUrl(cluster, "second", "gatehouse"),
    `SELECT rolsuper, rolcreaterole, rolbypassrls, pg_get_userbyid(datdba) AS owner, current_setting('TimeZone') AS zone,
            upper('ä') AS upper, 'a' < 'B' AS dictionary
       FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
  );
  expect(row).toEqual({
    rolsuper: false,
    rolcreaterole: true,
    rolbypassrls: false,
    owner: "gatehouse",
    zone: "UTC",
    upper: "Ä",
    dictionary: false,
  });
});

test("stops a server that a killed run left behind, and keeps its data for the next start", async () => {
  const { cluster: orphan } = await start();
  await query(superuserUrl(orphan, "postgres"), "CREATE TABLE kept AS SELECT 1 AS value");
  const { cluster } = await start();
  expect(isAlive(orphan.identity)).toBe(false);
  expect(await query(superuserUrl(cluster, "postgres"), "SELECT value FROM kept")).toEqual([{ value: 1 }]);
});

test("starts despite a killed server's lock file that names an unrelated process", async () => {
  const { cluster: killed, place } = await start();
  const lock = path.join(place, "postgres/postmaster.pid");
  const content = readFileSync(lock, "utf8");
  process.kill(killed.identity.pid, "SIGKILL");
  await killed.ended;
  writeFileSync(lock, content.replace(/^\d+/, String(process.pid)));
  const { cluster } = await start();
  expect(await query(superuserUrl(cluster, "postgres"), "SELECT 1 AS value")).toEqual([{ value: 1 }]);
});

test("never shares a cluster between two state folders, even if one is a copy of the other", async () => {
  const { place } = await start();
  const copy = mkdtempSync(path.join(tmpdir(), "gatehouse-cluster-"));
  places.push(copy);
  writeFileSync(path.join(copy, "postgres-place.json"), JSON.stringify({ stateDir, folder: place }));
  const other = persistentPlace(copy, serverUser());
  places.push(other);
  expect(other).not.toBe(place);
});

test.runIf(process.getuid?.() === 0)("runs when started by root from a folder that only root can enter", async () => {
  const hidden = path.join(stateDir, "hidden");
  mkdirSync(path.join(hidden, "state"), { recursive: true, mode: 0o700 });
  const { cluster, place } = await start(path.join(hidden, "state"));
  expect(place.startsWith(hidden)).toBe(false);
  expect(statSync(place)).toMatchObject({ uid: 0 });
  expect(statSync(place).mode & 0o777).toBe(0o710);
  expect(await query(superuserUrl(cluster, "postgres"), "SELECT 1 AS value")).toEqual([{ value: 1 }]);
  expect(persistentPlace(path.join(hidden, "state"), serverUser())).toBe(place);
});
