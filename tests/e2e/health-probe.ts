// Requests the health endpoint from a separate process while a test creates load.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "@/tests/setup/fixtures";

/** @returns a function that stops the probe and returns the longest response time in ms */
export async function startProbe(url: string): Promise<() => Promise<number>> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/processes/probe-health.ts", url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child.stdout, "data");
  return async () => {
    child.stdin.end();
    await once(child, "close");
    expect(child.exitCode).toBe(0);
    return Number(output.trim().split("\n").at(-1));
  };
}
