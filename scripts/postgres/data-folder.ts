// Initializes a cluster's data folder completely or not at all: a run that dies halfway leaves nothing behind.
import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import type { SystemUser } from "../processes/system-user";
import type { Binaries } from "./binaries";
import { serverEnvironment } from "./server-user";

const FIRST_WITH_BUILTIN_LOCALES = 17;

/** Gives the cluster the same collation on every machine, whatever locales the machine has. */
function localeFlags(major: number): string[] {
  return major >= FIRST_WITH_BUILTIN_LOCALES
    ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    : ["--locale=C", "--lc-ctype=C.UTF-8"];
}

function checkVersion(dataDir: string, major: number): void {
  const version = readFileSync(path.join(dataDir, "PG_VERSION"), "utf8").trim();
  if (version === String(major)) return;
  throw new Failure(
    `The database in ${dataDir} was created by PostgreSQL ${version}, but this is ${major}. Remove that folder to start over.`,
  );
}

function prepareFor(user: SystemUser | null, folder: string, passwordFile: string, password: string): void {
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
  if (!user) return;
  for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid);
}

/**
 * Runs initdb unless the data folder exists. `place` must be a folder that only this user and the server's user can enter.
 */
export function ensureDataFolder(options: {
  place: string;
  user: SystemUser | null;
  programs: Binaries;
  superuserPassword: string;
  durable: boolean;
}): string {
  const { place, user, programs, superuserPassword, durable } = options;
  const dataDir = path.join(place, "postgres");
  if (existsSync(path.join(dataDir, "PG_VERSION"))) {
    checkVersion(dataDir, programs.major);
    return dataDir;
  }
  const unfinished = `${dataDir}.unfinished`;
  const passwordFile = `${dataDir}.password`;
  for (const leftover of [dataDir, unfinished, passwordFile]) rmSync(leftover, { recursive: true, force: true });
  prepareFor(user, unfinished, passwordFile, superuserPassword);
  const flags = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"];
  if (!durable) flags.push("--no-sync");
  const { status, stderr, error } = spawnSync(
    programs.initdb,
    [`--pgdata=${unfinished}`, ...flags, "--no-instructions", ...localeFlags(programs.major)],
    { ...user, cwd: "/", env: serverEnvironment(), encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (status !== 0) throw new Failure(`The database could not be set up: ${stderr?.trim() || error?.message}`);
  renameSync(unfinished, dataDir);
  return dataDir;
}
