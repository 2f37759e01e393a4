import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { identityOf, isAlive } from "../processes/identity";
import { takeRunLock } from "./run-lock";

let stateDir: string;
let file: string;

beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "gatehouse-lock-"));
  file = path.join(stateDir, "run.json");
});
afterEach(() => rmSync(stateDir, { recursive: true }));

test("refuses a second run while the first is alive, and names the URL of the first", async () => {
  const lock = await takeRunLock(stateDir);
  lock.setUrl("http://localhost:1234");
  await expect(takeRunLock(stateDir)).rejects.toThrow(/already running from this folder at http:\/\/localhost:1234/);
  lock.release();
  (await takeRunLock(stateDir)).release();
  expect(existsSync(file)).toBe(false);
});

test("lets exactly one of several runs take over a dead run's record", async () => {
  const dead = { supervisor: { pid: process.pid, started: "long ago" }, url: null, children: [] };
  writeFileSync(file, JSON.stringify(dead));
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => takeRunLock(stateDir)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("ends the processes of a killed run, but not an unrelated process with a recorded pid", async () => {
  const start = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  const [leftover, stranger] = [start(), start()].map(({ pid }) => identityOf(pid ?? 0));
  if (!leftover || !stranger) throw new Error("not started");
  const children = [
    { name: "next dev", identity: leftover },
    { name: "next dev", identity: { ...stranger, started: "long ago" } },
  ];
  writeFileSync(file, JSON.stringify({ supervisor: { pid: 1, started: "long ago" }, url: null, children }));
  const lock = await takeRunLock(stateDir);
  expect([isAlive(leftover), isAlive(stranger)]).toEqual([false, true]);
  lock.release();
  process.kill(stranger.pid, "SIGKILL");
});

test("replaces a record that a crash truncated", async () => {
  writeFileSync(file, '{"supervisor":');
  const lock = await takeRunLock(stateDir);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ supervisor: { pid: process.pid } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  lock.release();
});
