// Chooses the folder of a cluster: the project's state folder or, if the server's user cannot enter it, a private folder
// below a temporary folder. The random name of the private folder keeps others from creating it first.
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Failure } from "../failure";
import type { ServerUser } from "./server-user";

interface PlaceRecord {
  stateDir: string;
  folder: string;
}

const RECORD = "postgres-place.json";

/** Lets only the owner list the folder, and lets the server's user, if there is one, pass through it. */
export function makePrivate(folder: string, user: ServerUser | null): void {
  if (user) chownSync(folder, 0, user.gid);
  chmodSync(folder, user ? 0o710 : 0o700);
}

/** The permissions that apply to the user, in the lowest three bits: the owner's, the group's or the others'. */
function rightsOf({ mode, uid, gid }: Stats, user: ServerUser): number {
  if (uid === user.uid) return mode >> 6;
  return gid === user.gid ? mode >> 3 : mode;
}

/** Whether the user may enter the folder and each one above it. */
export function isReachable(folder: string, user: ServerUser): boolean {
  const real = realpathSync(folder);
  const mayEnter = (rightsOf(statSync(real), user) & 0o1) !== 0;
  const parent = path.dirname(real);
  return mayEnter && (parent === real || isReachable(parent, user));
}

/**
 * Whether this user created the folder and no one else can write to it. Excludes a folder that another user created in
 * advance.
 */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return Boolean(found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0);
}

/** Creates a folder below the first of the bases in which the server's user can reach it. */
export function newPrivateFolder(bases: string[], label: string, user: ServerUser | null): string {
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
  throw new Failure(`No folder for the database: the server's user can enter none of ${bases.join(", ")}.`);
}

function recordedPlace(stateDir: string, user: ServerUser): string | null {
  try {
    const record = JSON.parse(readFileSync(path.join(stateDir, RECORD), "utf8")) as PlaceRecord;
    // A copied project contains the record of the original, and two clusters must never share a folder.
    const valid = record.stateDir === stateDir && isOurs(record.folder) && isReachable(record.folder, user);
    return valid ? record.folder : null;
  } catch {
    return null;
  }
}

/** The folder of this state folder's cluster, the same at every run. */
export function persistentPlace(stateDir: string, user: ServerUser | null): string {
  makePrivate(stateDir, user);
  if (!user || isReachable(stateDir, user)) return stateDir;
  const recorded = recordedPlace(stateDir, user);
  if (recorded) return recorded;
  const label = createHash("sha256").update(stateDir).digest("hex").slice(0, 12);
  const folder = newPrivateFolder(["/var/tmp", tmpdir()], label, user);
  writeFileSync(path.join(stateDir, RECORD), JSON.stringify({ stateDir, folder }), { mode: 0o600 });
  return folder;
}

export function throwawayPlace(user: ServerUser | null): string {
  return newPrivateFolder([tmpdir(), "/var/tmp"], "test", user);
}
