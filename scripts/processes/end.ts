// Ends processes of this project, gently first, and waits until they are gone.
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

/** Signals a pid, or with a negative one its whole group; one that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
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

/** Goes through the steps until the process is gone. With `group`, whatever is left of its group goes, too. */
export async function end(identity: ProcessIdentity, steps = GENTLE_END, { group = false } = {}): Promise<void> {
  const target = group ? -identity.pid : identity.pid;
  for (const step of steps) {
    if (!isAlive(identity)) break;
    signal(target, step.signal);
    if (await isGoneWithin(identity, step.waitSeconds)) break;
  }
  if (group) signal(target, "SIGKILL");
}
