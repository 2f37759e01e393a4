// Checks whether the server of a data folder is ready, and ends a server that a crashed run left behind.
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { end, type EndStep } from "../processes/end";
import { commandLineOf, identityOf } from "../processes/identity";

/** Fast shutdown, then immediate shutdown (the next start recovers), then kill. */
export const SHUTDOWN: EndStep[] = [
  { signal: "SIGINT", waitSeconds: 10 },
  { signal: "SIGQUIT", waitSeconds: 5 },
  { signal: "SIGKILL", waitSeconds: 5 },
];

const PID_LINE = 0;
const STATUS_LINE = 7;

function pidFile(dataDir: string): string {
  return path.join(dataDir, "postmaster.pid");
}

function lines(dataDir: string): string[] {
  try {
    return readFileSync(pidFile(dataDir), "utf8").split("\n");
  } catch {
    return [];
  }
}

export function isReady(dataDir: string, pid: number): boolean {
  const file = lines(dataDir);
  return Number(file[PID_LINE]) === pid && file[STATUS_LINE]?.trim() === "ready";
}

/** Ends a server that an earlier run left behind, and removes its lock. */
export async function endOrphan(dataDir: string): Promise<void> {
  const pid = Number(lines(dataDir)[PID_LINE]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  const identity = identityOf(pid);
  const command = commandLineOf(pid);
  // The pid may belong to another process by now; a server of this folder names the folder in its command line.
  if (identity && command.includes("postgres") && command.includes(dataDir)) await end(identity, SHUTDOWN);
  rmSync(pidFile(dataDir), { force: true });
}
