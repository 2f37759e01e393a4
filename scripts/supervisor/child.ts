// Programs that a run starts: each in its own process group, recorded, guarded, and stopped with the run.
import { spawn } from "node:child_process";
import { Failure } from "../failure";
import { end, GENTLE_END, signal } from "../processes/end";
import { guard } from "../processes/guard";
import { identityOf } from "../processes/identity";
import type { SystemUser } from "../processes/system-user";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

export interface Child {
  name: string;
  /** The last part of the program's output so far. */
  stdout(): string;
  stderr(): string;
  /** From now on, also sends the program's output to the terminal. */
  show(): void;
  ended: Promise<string | null>;
  isRunning(): boolean;
}

export interface Program {
  name: string;
  /** Node, if absent. */
  program?: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Its working folder, if it is not the project. */
  cwd?: string;
  /** The user that runs it, if it is not this script's user. */
  user?: SystemUser | null;
  /** Removed if this script dies. */
  folder?: string;
}

const KEPT_CHARACTERS = 100_000;

function collect(stream: NodeJS.ReadableStream, target: NodeJS.WriteStream) {
  let kept = "";
  let shown = false;
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    kept = (kept + text).slice(-KEPT_CHARACTERS);
    if (shown) target.write(text);
  });
  return { kept: () => kept, show: () => (shown = true) };
}

/**
 * Starts a program, which ends with the run. Its `ended` resolves with null after exit code 0, else with the problem.
 */
export function startChild(program: Program, lock: RunLock, shutdown: Shutdown): Child {
  const spawned = spawn(program.program ?? process.execPath, program.args, {
    env: program.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    cwd: program.cwd,
    ...program.user,
  });
  const identity = spawned.pid === undefined ? null : identityOf(spawned.pid);
  if (!identity) throw new Failure(`${program.name} could not be started.`);
  const record = { name: program.name, identity };
  const watch = guard(identity.pid, "SIGTERM", program.folder);
  lock.add(record);
  const [stdout, stderr] = [collect(spawned.stdout, process.stdout), collect(spawned.stderr, process.stderr)];
  let running = true;
  const ended = new Promise<string | null>((resolve) => {
    spawned.once("close", (code, killedBy) => {
      running = false;
      watch.release();
      lock.remove(record);
      resolve(code === 0 ? null : killedBy ? `signal ${killedBy}` : `exit code ${code}`);
    });
  });
  const stop = async () => {
    if (running) await end(identity, GENTLE_END, { group: true });
    await ended;
  };
  shutdown.atOnce(() => void stop());
  shutdown.whenForced(() => running && signal(identity.pid, "SIGKILL", { group: true }));
  shutdown.later(stop);
  return {
    name: program.name,
    stdout: stdout.kept,
    stderr: stderr.kept,
    show: () => {
      stdout.show();
      stderr.show();
    },
    ended,
    isRunning: () => running,
  };
}

export function wordsOf(child: Child): string {
  return `${child.stdout()}${child.stderr()}`.trim();
}

/** Runs a program to its end and returns its stdout. @throws Failure with its output */
export async function runChild(program: Program, lock: RunLock, shutdown: Shutdown): Promise<string> {
  const child = startChild(program, lock, shutdown);
  const problem = await child.ended;
  if (problem !== null) throw new Failure(`${program.name} failed (${problem}):\n${wordsOf(child)}`);
  return child.stdout();
}
