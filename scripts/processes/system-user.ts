// A user of the operating system that runs a program instead of root.
import { readFileSync } from "node:fs";

export interface SystemUser {
  uid: number;
  gid: number;
}

export function lookUp(name: string): SystemUser | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  // On macOS the user nobody has the uid -2, which setuid expects as an unsigned number.
  return uid && gid ? { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : null;
}
