// The operating system user that runs the server. PostgreSQL refuses to run as root, so a script that root runs uses an
// existing unprivileged user; it creates no user.
import { spawnSync } from "node:child_process";
import { Failure } from "../failure";
import { lookUp, type SystemUser } from "../processes/system-user";

const CANDIDATES = ["postgres", "nobody"];

/** Null for an ordinary user: the server then runs as the script's own user. */
export function serverUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of CANDIDATES) {
    const user = lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new Failure(`PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(" or ")} to run it as.`);
}

/** Runs a program as the server's user, from the root folder, which everyone can enter. */
export function runAs(user: SystemUser | null, program: string, args: string[]) {
  return spawnSync(program, args, { ...user, cwd: "/", encoding: "utf8", env: serverEnvironment() });
}

/** The server's own environment, without the script's secrets and PG* variables. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: "UTC", LC_ALL: "C" } as unknown as NodeJS.ProcessEnv;
}
