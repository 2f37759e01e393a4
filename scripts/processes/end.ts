// Ends processes of this project, gracefully first, and waits until they are gone.
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../failure";
import { isAlive, type ProcessIdentity } from "./identity";

export interface EndStep {
  signal: NodeJS.Signals;
  waitSeconds: number;
}

export const GENTLE_END: EndStep[] = [
  { signal: "SIGTERM", waitSeconds: 5 },
  { signal: "SIGKILL", waitSeconds: 5 },
];

const POLL_MILLISECONDS = 25;

/** Windows has no process groups; there, a process's children end with it. */
const HAS_GROUPS = process.platform !== "win32";

/** Signals a process, or with `group` the group that it leads; does nothing if it no longer exists. */
export function signal(pid: number, name: NodeJS.Signals, { group = false } = {}): void {
  try {
    process.kill(group && HAS_GROUPS ? -pid : pid, name);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

async function isGoneWithin(identity: ProcessIdentity, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}

/**
 * Sends the signals of the steps one after another until the process has ended. With `group`, also kills the remaining
 * processes of its group.
 */
export async function end(identity: ProcessIdentity, steps = GENTLE_END, { group = false } = {}): Promise<void> {
  for (const step of steps) {
    if (!isAlive(identity)) break;
    signal(identity.pid, step.signal, { group });
    if (await isGoneWithin(identity, step.waitSeconds)) break;
  }
  if (group && HAS_GROUPS) signal(identity.pid, "SIGKILL", { group });
}
