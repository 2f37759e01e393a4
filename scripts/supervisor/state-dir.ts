// The ignored folder in which a run stores its secrets, database and records, readable for its owner only.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, Failure } from "../failure";

/** `GATEHOUSE_DIR` names another folder, so that several instances can run from one project. */
export function stateDirPath(): string {
  return path.resolve(process.env.GATEHOUSE_DIR || ".gatehouse");
}

/**
 * Creates the state folder. Does not change the permissions of an existing one, because a live run may have let the
 * database's user enter it.
 */
export function openStateDir(): string {
  const folder = stateDirPath();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Replaces the file atomically, so that no reader ever sees half of it, even after a crash. */
export function writeRecord(stateDir: string, name: string, value: unknown): void {
  const file = path.join(stateDir, name);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(unfinished, file);
}

export function readRecord(stateDir: string, name: string): unknown {
  const file = path.join(stateDir, name);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw new Failure(`${file} cannot be read. Remove ${stateDir} to start over.`);
  }
}

export function removeRecord(stateDir: string, name: string): void {
  rmSync(path.join(stateDir, name), { force: true });
}
