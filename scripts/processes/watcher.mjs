// A process started by guard.ts: waits until the pipe on its stdin closes, which happens even if the process at the other
// end gets kill -9, and then ends the guarded process. Plain JavaScript, so that it starts immediately.
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const [pid, signal, folder] = [Number(process.argv[2]), process.argv[3], process.argv[4]];
const POLL_MILLISECONDS = 100;
const POLLS = 60;

/** False if there is no such process. Signal 0 only checks. */
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
  // Windows has no process groups; there, a process's children end with it.
  if (process.platform !== "win32") send(-pid, "SIGKILL");
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

process.stdin.resume();
process.stdin.on("error", () => undefined);
process.stdin.once("close", () => void endAll());
