// Runs a Node program as an ordinary user, with nothing that it could write to. Root starts this file in a mount namespace of
// its own, where it makes every file system read-only. Arguments: uid, gid, the program and its arguments; without a program,
// only tries whether this works here. Plain JavaScript, so that it starts immediately.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [uid, gid, program, ...args] = process.argv.slice(2);

const MOUNT_POINT = 4;
for (const line of readFileSync("/proc/self/mountinfo", "utf8").trim().split("\n")) {
  // In this file, a space in a name is written as a number.
  const place = line.split(" ")[MOUNT_POINT].replaceAll("\\040", " ");
  spawnSync("mount", ["-o", "remount,bind,ro", place]);
}

// Even root cannot write now, if it has worked.
const probe = path.resolve(".writable");
try {
  writeFileSync(probe, "");
  rmSync(probe);
  process.exit(1);
} catch (error) {
  if (error.code !== "EROFS") throw error;
}

process.setgroups([]);
process.setgid(Number(gid));
process.setuid(Number(uid));
if (program) {
  const file = path.resolve(program);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}
