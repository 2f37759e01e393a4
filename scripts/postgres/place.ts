// Chooses the folder of a cluster: the project's state folder or, if the server's user cannot enter it, a private folder
// below a temporary folder.
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isReachable, makePrivate, newPrivateFolder } from "../processes/private-folder";
import type { SystemUser } from "../processes/system-user";

interface PlaceRecord {
  stateDir: string;
  folder: string;
}

const RECORD = "postgres-place.json";

/**
 * Whether this user created the folder and no one else can write to it. Excludes a folder that another user created in
 * advance.
 */
function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return Boolean(found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0);
}

function recordedPlace(stateDir: string, user: SystemUser): string | null {
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
export function persistentPlace(stateDir: string, user: SystemUser | null): string {
  makePrivate(stateDir, user);
  if (!user || isReachable(stateDir, user)) return stateDir;
  const recorded = recordedPlace(stateDir, user);
  if (recorded) return recorded;
  const label = createHash("sha256").update(stateDir).digest("hex").slice(0, 12);
  const folder = newPrivateFolder(["/var/tmp", tmpdir()], label, user);
  writeFileSync(path.join(stateDir, RECORD), JSON.stringify({ stateDir, folder }), { mode: 0o600 });
  return folder;
}

export function throwawayPlace(user: SystemUser | null): string {
  return newPrivateFolder([tmpdir(), "/var/tmp"], "test", user);
}
