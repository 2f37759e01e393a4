// Tells a process from another that got the same pid later: pid plus the moment it started.
// Nothing is ever signalled on the strength of a recorded pid alone.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface ProcessIdentity {
  pid: number;
  started: string;
}

const START_TIME_FIELD = 19;

function tryRead(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function startedOnLinux(pid: number): string | null {
  const stat = tryRead(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in parentheses and may hold anything, spaces too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const dead = fields[0] === "Z" || fields[0] === "X";
  const boot = tryRead("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return dead ? null : `${boot}:${fields[START_TIME_FIELD]}`;
}

function startedElsewhere(pid: number): string | null {
  const { status, stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const [state, ...started] = stdout?.trim().split(/\s+/) ?? [];
  return status === 0 && state && !state.startsWith("Z") ? started.join(" ") : null;
}

/** The identity of a live process; null when there is none (a zombie counts as none). */
export function identityOf(pid: number): ProcessIdentity | null {
  const started = process.platform === "linux" ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === null ? null : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

export function commandLineOf(pid: number): string {
  if (process.platform === "linux") return tryRead(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? "";
  return spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "";
}
