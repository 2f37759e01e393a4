// Allows one live run per state folder. The next run recognizes and ends processes that a killed run left behind.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, Failure } from "../failure";
import { end, GENTLE_END } from "../processes/end";
import { identityOf, isAlive, type ProcessIdentity } from "../processes/identity";
import { SHUTDOWN } from "../postgres/postmaster";
import { writeRecord } from "./state-dir";

export interface RecordedChild {
  name: string;
  identity: ProcessIdentity;
}

interface RunRecord {
  supervisor: ProcessIdentity;
  url: string | null;
  children: RecordedChild[];
}

export interface RunLock {
  setUrl(url: string): void;
  add(child: RecordedChild): void;
  remove(child: RecordedChild): void;
  release(): void;
}

const FILE = "run.json";
export const POSTGRES = "postgres";

function parse(content: string): RunRecord | null {
  try {
    return JSON.parse(content) as RunRecord;
  } catch {
    return null;
  }
}

/** Creates the record unless it exists: of several concurrent runs, exactly one succeeds. */
function tryCreate(file: string, record: RunRecord): boolean {
  try {
    writeFileSync(file, JSON.stringify(record), { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function endLeftovers(record: RunRecord | null): Promise<void> {
  for (const { name, identity } of record?.children.toReversed() ?? []) {
    if (name === POSTGRES) await end(identity, SHUTDOWN);
    else if (isAlive(identity)) await end(identity, GENTLE_END, { group: true });
  }
}

/**
 * Removes a dead run's record and ends its processes. Takes the record by renaming it, so only one of several concurrent
 * runs gets it. If another run has replaced the dead run's record meanwhile, the newer record is put back.
 */
async function clearStale(file: string, content: string): Promise<void> {
  const taken = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, taken);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (readFileSync(taken, "utf8") === content) await endLeftovers(parse(content));
  else renameSync(taken, file);
  rmSync(taken, { force: true });
}

/** The existing record. A record that is still incomplete after a second belongs to a run that died. */
async function existing(file: string): Promise<string | null> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const content = readFileSync(file, "utf8");
      if (parse(content) || attempt === 10) return content;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      throw error;
    }
    await sleep(100);
  }
}

/** @throws Failure while another run of this folder is alive */
export async function takeRunLock(stateDir: string): Promise<RunLock> {
  const file = path.join(stateDir, FILE);
  const supervisor = identityOf(process.pid);
  if (!supervisor) throw new Failure("Could not read process start times (is ps or PowerShell missing?).");
  const record: RunRecord = { supervisor, url: null, children: [] };
  while (!tryCreate(file, record)) {
    const content = await existing(file);
    if (content === null) continue;
    const other = parse(content);
    if (other && isAlive(other.supervisor)) {
      const where = other.url ? `at ${other.url}` : "and is still starting";
      throw new Failure(`Gatehouse is already running from this folder ${where} (process ${other.supervisor.pid}).`);
    }
    await clearStale(file, content);
  }
  const save = () => writeRecord(stateDir, FILE, record);
  return {
    setUrl: (url) => {
      record.url = url;
      save();
    },
    add: (child) => {
      record.children.push(child);
      save();
    },
    remove: (child) => {
      record.children = record.children.filter((other) => other !== child);
      save();
    },
    release: () => rmSync(file, { force: true }),
  };
}
