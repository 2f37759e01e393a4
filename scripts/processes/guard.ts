// Ends a child when the script that started it is killed: a watcher waits on a pipe that only this process holds open,
// so that even kill -9 leaves no server behind. The watcher runs on Node, since no other program is certain to
// exist.
import { spawn } from "node:child_process";
import { Socket } from "node:net";
import { fileURLToPath } from "node:url";

const WATCHER = fileURLToPath(new URL("watcher.mjs", import.meta.url));

export interface Guard {
  /** To be called when the child has ended: from then on its pid may belong to another process. */
  release(): void;
}

/** Guards `pid`, the leader of its own group; removes `folder` with it. */
export function guard(pid: number, signal: "SIGTERM" | "SIGINT", folder = ""): Guard {
  const watcher = spawn(process.execPath, [WATCHER, String(pid), signal, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
    // It outlives this process for a moment, and needs none of its handles.
    env: {} as NodeJS.ProcessEnv,
  });
  watcher.unref();
  watcher.stdin.on("error", () => undefined);
  // A child's pipes are sockets, although not by their types; this one must not keep the script alive.
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return { release: () => void watcher.kill("SIGKILL") };
}
