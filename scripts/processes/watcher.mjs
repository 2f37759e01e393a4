// Runs as a process of its own, started by guard.ts: waits until the pipe on its stdin closes, which even a kill -9 of
// the process at the other end does, and then ends what it was told to. Plain JavaScript, so that it starts at once.
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const [pid, signal, folder] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const POLL_MILLISECONDS = 100;
const POLLS = 60;

/** False when there is no such process. Signal 0 only asks. */
function send(target, name) {
  try {
    return process.kill(target, name);
  } catch {
    return false;
  }
}

async function endAll() {
  send(pid, signal);
  for (let polls = 0; polls < POLLS && send(pid, 0); polls += 1) await sleep(POLL_MILLISECONDS);
  send(pid, "SIGKILL");
  // Windows has no groups to signal: there the system ends a process's children with it.
  if (process.platform !== "win32") send(-pid, "SIGKILL");
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

process.stdin.resume();
process.stdin.on("error", () => undefined);
process.stdin.once("close", () => void endAll());
