// The operating system user that runs the server. PostgreSQL refuses to run as root, so a script that root runs uses an
// existing unprivileged user; it creates no user.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Failure } from "../failure";

export interface ServerUser {
  uid: number;
  gid: number;
}

const CANDIDATES = ["postgres", "nobody"];

export function lookUp(name: string): ServerUser | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  // On macOS the user nobody has the uid -2, which setuid expects as an unsigned number.
  return uid && gid ? { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : null;
}

/** Null for an ordinary user: the server then runs as the script's own user. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of CANDIDATES) {
    const user = lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new Failure(`PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(" or ")} to run it as.`);
}

/** Runs a program as the server's user, from the root folder, which everyone can enter. */
export function runAs(user: ServerUser | null, program: string, args: string[]) {
  return spawnSync(program, args, { ...user, cwd: "/", encoding: "utf8", env: serverEnvironment() });
}

/** The server's own environment, without the script's secrets and PG* variables. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" } as unknown as NodeJS.ProcessEnv;
}
