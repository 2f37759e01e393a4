// The ignored folder that a run keeps its secrets, database and records in. What it writes is for its owner only.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, Failure } from "../failure";

/** `GATEHOUSE_DIR` names another one, so that several instances can run from one project. */
export function stateDirPath(): string {
  return path.resolve(process.env.GATEHOUSE_DIR || ".gatehouse");
}

/** One that is there is left as it is: a live run may have opened it to the user that its database runs as. */
export function openStateDir(): string {
  const folder = stateDirPath();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Replaces the file as a whole: a reader, or a crash, never meets half of it. */
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
    throw new Failure(`${file} cannot be read. Remove ${stateDir} to start anew.`);
  }
}

export function removeRecord(stateDir: string, name: string): void {
  rmSync(path.join(stateDir, name), { force: true });
}
