import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { identityOf, isAlive, type ProcessIdentity } from "./identity";

/** Ignores SIGTERM, starts a child process, and prints the child's pid. */
const STUBBORN = `
  process.on("SIGTERM", () => {});
  const { pid } = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  console.log(pid);
  setInterval(() => {}, 1000);
`;
const PATIENCE = { timeout: 20_000 };

/** Starts a script that guards a process running `code`, with a PATH on which no program can be found. */
async function startGuarded(code: string, folder: string) {
  const args = ["--import", createRequire(import.meta.url).resolve("tsx"), "tests/processes/guarded.ts", code, folder];
  const script = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PATH: folder, Path: folder },
  });
  const [printed] = (await once(script.stdout, "data")) as [Buffer];
  const guarded = printed
    .toString()
    .trim()
    .split(" ")
    .map((pid) => identityOf(Number(pid)));
  return { script, guarded: guarded.filter((identity) => identity !== null) };
}

test(
  "ends the guarded process and its child, and deletes the folder, if the script is killed on a machine with only Node.js",
  PATIENCE,
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-guard-"));
    const { script, guarded } = await startGuarded(STUBBORN, folder);
    expect(guarded).toHaveLength(2);
    expect(guarded.every(isAlive)).toBe(true);
    script.kill("SIGKILL");
    await once(script, "close");
    const living = () => guarded.filter((identity: ProcessIdentity) => isAlive(identity));
    await expect.poll(living, { timeout: 15_000 }).toEqual([]);
    await expect.poll(() => existsSync(folder), { timeout: 5_000 }).toBe(false);
  },
);
