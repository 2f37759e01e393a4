// Ends a child when the script that started it dies without a chance to: a shell waits on a pipe that
// only this process holds open, so that even a kill -9 leaves no server behind.
import { spawn } from "node:child_process";
import { Socket } from "node:net";

const WATCH = `
cat > /dev/null
kill -s "$2" "$1" 2> /dev/null
n=0
while kill -s 0 "$1" 2> /dev/null && [ "$n" -lt 60 ]; do sleep 0.1; n=$((n + 1)); done
kill -s KILL "$1" "-$1" 2> /dev/null
[ -z "$3" ] || rm -rf "$3"
`;

export interface Guard {
  /** To be called when the child has ended: from then on its pid may be someone else's. */
  release(): void;
}

/** Watches over `pid`, the leader of its own group; `folder` is removed with it. */
export function guard(pid: number, signal: "TERM" | "INT", folder = ""): Guard {
  const shell = spawn("sh", ["-c", WATCH, "guard", String(pid), signal, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    cwd: "/",
  });
  shell.unref();
  shell.stdin.on("error", () => undefined);
  // A child's pipes are sockets, though not in the types; this one must not keep the script alive.
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return { release: () => void shell.kill("SIGKILL") };
}
