// Next.js as a part of a run, on loopback. Its banner, which shows a URL other than the run's, stays hidden.
import { commandFile } from "../program";
import { startChild, type Child } from "./child";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

export function startNext(
  command: "dev" | "start",
  port: number,
  env: NodeJS.ProcessEnv,
  lock: RunLock,
  shutdown: Shutdown,
): Child {
  const args = [commandFile("next"), command, "-H", "127.0.0.1", "-p", String(port)];
  // Next.js writes to a pipe, where it prints colors only with this variable.
  const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  return startChild({ name: `next ${command}`, args, env: { ...env, ...color } }, lock, shutdown);
}
