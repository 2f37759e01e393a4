// Ends a child process when the script that started it dies, even by kill -9: a watcher waits for the end of a pipe that
// only the script keeps open. The watcher runs on Node, because no other program is certain to exist.
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const WATCHER = fileURLToPath(new URL("watcher.mjs", import.meta.url));

export interface Guard {
  /** Ends the guard. Call it when the child has ended, because the pid may then belong to another process. */
  release(): void;
}

/**
 * Guards the process `pid`, which must be the leader of a process group. When the guard ends the process, it also removes
 * `folder`.
 */
export function guard(pid: number, signal: "SIGTERM" | "SIGINT", folder = ""): Guard {
  const watcher = spawn(process.execPath, [WATCHER, String(pid), signal, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
    // The watcher briefly outlives this process and needs nothing from its environment.
    env: {} as NodeJS.ProcessEnv,
  });
  watcher.unref();
  watcher.stdin.on("error", () => undefined);
  // The pipe must not keep the script alive. At run time it is a socket, although its type does not say so.
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return { release: () => void watcher.kill("SIGKILL") };
}
