import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { end } from "./end";
import { commandLineOf, identityOf, isAlive } from "./identity";

function sleeper() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore", detached: true });
  return { child, identity: identityOf(child.pid ?? 0) };
}

test("uses the start time to distinguish a process from a later one with the same pid", () => {
  const { child, identity } = sleeper();
  expect(identity && isAlive(identity)).toBe(true);
  expect(isAlive({ pid: child.pid ?? 0, started: "at another time" })).toBe(false);
  child.kill("SIGKILL");
});

test("does not count an ended process as alive", async () => {
  const { child, identity } = sleeper();
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(identity && isAlive(identity)).toBe(false);
  expect(identityOf(child.pid ?? 0)).toBeNull();
});

test("reads a process's command line", () => {
  expect(commandLineOf(process.pid)).toContain("node");
});

test("ends a group leader and its children, even if the leader ignores the first signal", async () => {
  const script = `
    process.on("SIGTERM", () => {});
    const { pid } = require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    console.log(pid);
    setInterval(() => {}, 1000);
  `;
  const leader = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const [printed] = (await once(leader.stdout, "data")) as [Buffer];
  const grandchild = identityOf(Number(printed.toString()));
  const identity = identityOf(leader.pid ?? 0);
  if (!grandchild || !identity) throw new Error("not started");
  const steps = [
    { signal: "SIGTERM" as const, waitSeconds: 0.2 },
    { signal: "SIGKILL" as const, waitSeconds: 5 },
  ];
  await end(identity, steps, { group: true });
  await expect.poll(() => isAlive(grandchild)).toBe(false);
  expect(isAlive(identity)).toBe(false);
});
