// Starts a server of the machine, such as Redis, in a folder of its own, and waits until it responds.
import { spawn, type SpawnOptions } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { end } from "./end";
import { guard } from "./guard";
import { identityOf } from "./identity";

const START_SECONDS = 10;
const POLL_MILLISECONDS = 20;

export interface ServerProgram {
  program: string;
  args: string[];
  /** The folder of its log. If this process dies, the server ends and the folder is removed. */
  folder: string;
  options: SpawnOptions;
  /** Whether the server with this pid responds. */
  responds: (pid: number) => Promise<boolean>;
}

/** @returns a function that ends the server. @throws with the server's log, if it does not respond in time */
export async function startServer({
  program,
  args,
  folder,
  options,
  responds,
}: ServerProgram): Promise<() => Promise<void>> {
  const logFile = path.join(folder, "server.log");
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(program, args, { ...options, stdio: ["ignore", log, log], detached: true });
  child.on("error", () => undefined);
  closeSync(log);
  const problem = () => new Error(`${program} did not start:\n${readFileSync(logFile, "utf8")}`);
  const identity = child.pid === undefined ? null : identityOf(child.pid);
  if (!identity) throw problem();
  const watch = guard(identity.pid, "SIGTERM", folder);
  const stop = async () => {
    await end(identity);
    watch.release();
  };
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!(await responds(identity.pid))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop();
      throw problem();
    }
    await sleep(POLL_MILLISECONDS);
  }
  return stop;
}
