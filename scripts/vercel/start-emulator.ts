// The emulator of the platform as a part of a run.
import { fileURLToPath } from "node:url";
import { startChild, type Child } from "../supervisor/child";
import type { RunLock } from "../supervisor/run-lock";
import type { Shutdown } from "../supervisor/shutdown";
import type { InstanceOptions } from "./function-instances";

const EMULATE = fileURLToPath(new URL("emulate.ts", import.meta.url));

export interface EmulatorOptions extends InstanceOptions {
  /** The number of proxies in front of the emulator, including the TLS proxy. */
  hops: number;
}

export interface EmulatorArguments extends EmulatorOptions {
  port: number;
  /** Where tests control it. */
  controlPort: number;
}

export function startEmulator(options: EmulatorArguments, env: NodeJS.ProcessEnv, lock: RunLock, shutdown: Shutdown): Child {
  const args = ["--import", "tsx", EMULATE, JSON.stringify(options)];
  return startChild({ name: "The emulator of Vercel", args, env }, lock, shutdown);
}
