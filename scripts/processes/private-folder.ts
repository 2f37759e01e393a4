// Folders of this script's user that one other user may enter, to run a program in them.
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, realpathSync, rmSync, statSync, type Stats } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import type { SystemUser } from "./system-user";

/** Lets only the owner list the folder, and lets the user, if there is one, pass through it. */
export function makePrivate(folder: string, user: SystemUser | null): void {
  if (user) chownSync(folder, 0, user.gid);
  chmodSync(folder, user ? 0o710 : 0o700);
}

/** The permissions that apply to the user, in the lowest three bits: the owner's, the group's or the others'. */
function rightsOf({ mode, uid, gid }: Stats, user: SystemUser): number {
  if (uid === user.uid) return mode >> 6;
  return gid === user.gid ? mode >> 3 : mode;
}

/** Whether the user may enter the folder and each one above it. */
export function isReachable(folder: string, user: SystemUser): boolean {
  const real = realpathSync(folder);
  const mayEnter = (rightsOf(statSync(real), user) & 0o1) !== 0;
  const parent = path.dirname(real);
  return mayEnter && (parent === real || isReachable(parent, user));
}

/**
 * Creates a folder below the first of the bases in which the user, if there is one, can reach it. Its random name keeps
 * others from creating it first.
 */
export function newPrivateFolder(bases: string[], label: string, user: SystemUser | null): string {
  for (const base of bases) {
    const folder = path.join(base, `gatehouse-${label}-${randomBytes(16).toString("hex")}`);
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch {
      continue;
    }
    makePrivate(folder, user);
    if (!user || isReachable(folder, user)) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new Failure(`No folder gatehouse-${label}: the user can enter none of ${bases.join(", ")}.`);
}
