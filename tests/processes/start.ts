// Starts a process of this folder with the test's configuration.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface TestProcess {
  child: ChildProcess;
  /** The process's whole output, once it has ended. */
  output: Promise<string>;
}

export function startProcess(
  name: "credit-calls" | "drain-outbox" | "frozen-function" | "run-jobs",
  env: NodeJS.ProcessEnv = process.env,
  options: string[] = [],
): TestProcess {
  const script = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ...options], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const output = once(child, "close").then(() => Buffer.concat(chunks).toString());
  return { child, output };
}
