// Ends a child when the script that started it is killed: a watcher waits on a pipe that only this process holds open,
// so that even kill -9 leaves no server behind. The watcher runs on Node, since no other program is certain to
// exist.
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const WATCHER = fileURLToPath(new URL("watcher.mjs", import.meta.url));

export interface Guard {
  /** Ends the guard. To be called when the child has ended, because its pid may then belong to another process. */
  release(): void;
}

/** Guards `pid`, the leader of its own process group; also removes `folder` when the process is ended. */
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
