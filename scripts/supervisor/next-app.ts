// Next.js as a part of a run, on loopback. Its output stays hidden until it responds, because its banner shows a URL other
// than the run's.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure";
import { commandFile } from "../program";
import { startChild, wordsOf, type Child } from "./child";
import type { Mode } from "./modes";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

const PATIENCE_SECONDS = 120;

export function startNext(mode: Mode, port: number, env: NodeJS.ProcessEnv, lock: RunLock, shutdown: Shutdown): Child {
  const command = mode.built ? "start" : "dev";
  const args = [commandFile("next"), command, "-H", "127.0.0.1", "-p", String(port)];
  // Next.js writes to a pipe, where it prints colors only with this variable.
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  return startChild({ name: `next ${command}`, args, env: { ...env, ...color } }, lock, shutdown);
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** @throws Failure with the app's output, if the app ends or does not respond in time */
export async function waitForApp(app: Child, port: number, shutdown: Shutdown): Promise<void> {
  const deadline = Date.now() + PATIENCE_SECONDS * 1000;
  while (!(await answers(port))) {
    if (shutdown.isRequested()) return;
    if (!app.isRunning()) throw new Failure(`${app.name} did not start (${await app.ended}):\n${wordsOf(app)}`);
    if (Date.now() > deadline) throw new Failure(`${app.name} does not answer:\n${wordsOf(app)}`);
    await sleep(100);
  }
  app.show();
  void app.ended.then((problem) => shutdown.request(`${app.name} ended unexpectedly (${problem ?? "exit code 0"}).`));
}
