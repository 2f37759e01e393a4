// Runs the app with as few rights as in a container, as far as this machine and user allow: an ordinary user instead of root,
// and read-only file systems. Only root can do either.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isReachable } from "../processes/private-folder";
import { lookUp, type SystemUser } from "../processes/system-user";

/** An existing user without rights. Where there is no user postgres, the run's PostgreSQL belongs to this one too. */
const ORDINARY_USER = "nobody";
const READ_ONLY = fileURLToPath(new URL("read-only.mjs", import.meta.url));

/** Null if only this script's own user can run the app. */
export function ordinaryUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = lookUp(ORDINARY_USER);
  // Node may be installed in a folder that only root can enter.
  return user && isReachable(path.dirname(process.execPath), user) ? user : null;
}

/** The arguments with which `unshare` runs a program of Node in a namespace of its own. */
const inNamespace = ({ uid, gid }: SystemUser, args: string[]) => [
  "--mount",
  process.execPath,
  READ_ONLY,
  String(uid),
  String(gid),
  ...args,
];

/** Whether root may make file systems read-only for a single program. In most containers it may not. */
export function canMountReadOnly(user: SystemUser, cwd: string): boolean {
  return process.platform === "linux" && spawnSync("unshare", inNamespace(user, []), { cwd }).status === 0;
}

interface Confined {
  /** Absent for Node. */
  program?: string;
  args: string[];
  /** The user that starts the program. Null if the program changes the user itself. */
  user: SystemUser | null;
}

/**
 * @param args a program of Node and its arguments
 * @param user as `ordinaryUser` returns it
 */
export function confine(args: string[], user: SystemUser | null, cwd: string): Confined {
  if (!user || !canMountReadOnly(user, cwd)) return { args, user };
  return { program: "unshare", args: inNamespace(user, args), user: null };
}
