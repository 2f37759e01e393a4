// Identifies a process by its pid and its start time, because a later process may get the same pid. So no process is
// signaled because of a recorded pid alone.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** How an operating system reports on a process. Both methods return null if there is no such process. */
interface ProcessTable {
  started(pid: number): string | null;
  commandLine(pid: number): string | null;
}

const START_TIME_FIELD = 19;

function tryRead(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function ask(program: string, args: string[]): string | null {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8", windowsHide: true });
  return status === 0 ? stdout.trim() || null : null;
}

const linux: ProcessTable = {
  started(pid) {
    const stat = tryRead(`/proc/${pid}/stat`);
    if (stat === null) return null;
    // The second field is the program's name in parentheses and may contain anything, even spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const dead = fields[0] === "Z" || fields[0] === "X";
    const boot = tryRead("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
    return dead ? null : `${boot}:${fields[START_TIME_FIELD]}`;
  },
  commandLine: (pid) => tryRead(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ") ?? null,
};

/** macOS and other Unix systems, which include `ps`. */
const unix: ProcessTable = {
  started(pid) {
    const [state, ...started] = ask("ps", ["-o", "stat=,lstart=", "-p", String(pid)])?.split(/\s+/) ?? [];
    return state && !state.startsWith("Z") ? started.join(" ") : null;
  },
  commandLine: (pid) => ask("ps", ["-o", "args=", "-p", String(pid)]),
};

/** Windows, which includes PowerShell. */
const windows: ProcessTable = {
  started: (pid) => askWindows(`(Get-Process -Id ${pid} -ErrorAction Stop).StartTime.ToFileTimeUtc()`),
  commandLine: (pid) => askWindows(`(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`),
};

function askWindows(command: string): string | null {
  return ask("powershell.exe", ["-NoProfile", "-NonInteractive", "-Command", command]);
}

function table(): ProcessTable {
  if (process.platform === "linux") return linux;
  return process.platform === "win32" ? windows : unix;
}

/** Whether the process exists. Fast, because it starts no program; a zombie counts as existing. */
export function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The identity of a live process; null if there is none, or only a zombie. */
export function identityOf(pid: number): ProcessIdentity | null {
  const started = exists(pid) ? table().started(pid) : null;
  return started === null ? null : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

export function commandLineOf(pid: number): string {
  return table().commandLine(pid) ?? "";
}
