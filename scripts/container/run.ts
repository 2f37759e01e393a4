// Runs what the container runs, without a container: the files of the Dockerfile's stage `app`, copied to a folder of their
// own outside the project, with that stage's environment and command, and with no more rights than necessary.
import { chmodSync, cpSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { newPrivateFolder } from "../processes/private-folder";
import { startChild, type Child } from "../supervisor/child";
import type { RunLock } from "../supervisor/run-lock";
import type { Shutdown } from "../supervisor/shutdown";
import { confine, ordinaryUser } from "./confine";
import { readStage, type ContainerStage } from "./dockerfile";

interface ContainerRun {
  app: Child;
  /** The folder with the container's files, which is the app's working folder. */
  cwd: string;
}

/** Lets everyone read the files, and no one but root write to them. */
function makeReadOnly(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mode = entry.isDirectory() ? 0o755 : 0o444;
    if (!entry.isSymbolicLink()) chmodSync(path.join(entry.parentPath, entry.name), mode);
  }
}

/** Puts the files of the stage where it expects them. */
function place({ copies }: ContainerStage, app: string): void {
  for (const { from, to } of copies) {
    cpSync(path.resolve(from), path.join(app, to), { recursive: true, verbatimSymlinks: true });
  }
  makeReadOnly(app);
}

export function runContainer(port: number, env: NodeJS.ProcessEnv, lock: RunLock, shutdown: Shutdown): ContainerRun {
  const stage = readStage("Dockerfile", "app");
  const user = ordinaryUser();
  const folder = newPrivateFolder([tmpdir(), "/var/tmp"], "container", user);
  shutdown.later(() => rmSync(folder, { recursive: true, force: true }));
  const cwd = path.join(folder, "app");
  place(stage, cwd);
  const own = { HOSTNAME: "127.0.0.1", PORT: String(port) };
  const [, ...args] = stage.command;
  const confined = confine(args, user, cwd);
  const program = { name: stage.command.join(" "), ...confined, env: { ...env, ...stage.env, ...own }, cwd, folder };
  return { app: startChild(program, lock, shutdown), cwd };
}
