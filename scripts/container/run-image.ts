// Runs an image of the Dockerfile's stage `app` with Docker or Podman, as docs/how-to/run-in-a-container.md says. Shares the
// machine's network, so that it reaches the run's own services over loopback.
import { spawnSync } from "node:child_process";
import { VARIABLE_NAMES } from "@/lib/env/schema";
import { startChild, type Child } from "../supervisor/child";
import type { RunLock } from "../supervisor/run-lock";
import type { Shutdown } from "../supervisor/shutdown";

export interface ImageOptions {
  /** The name or id of an image that the engine has. */
  image: string;
  engine: string;
}

/** A running container, and the program that knows it. */
export interface EngineContainer {
  engine: string;
  name: string;
}

interface ImageRun {
  app: Child;
  container: EngineContainer;
}

const CONFINED = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];

/** The app's variables. An option with a name alone takes the value from the engine's environment, so no list shows it. */
function passOn(env: NodeJS.ProcessEnv): string[] {
  return [...VARIABLE_NAMES, "HOSTNAME", "PORT"].flatMap((name) => (env[name] === undefined ? [] : ["--env", name]));
}

export function runImage(
  { image, engine }: ImageOptions,
  port: number,
  env: NodeJS.ProcessEnv,
  lock: RunLock,
  shutdown: Shutdown,
): ImageRun {
  const name = `gatehouse-preview-${port}`;
  const own = { ...env, HOSTNAME: "127.0.0.1", PORT: String(port) };
  // Also if the engine's program was killed, which leaves the container running.
  shutdown.later(() => void spawnSync(engine, ["rm", "--force", name], { stdio: "ignore" }));
  const args = ["run", "--rm", "--name", name, "--network", "host", ...CONFINED, ...passOn(own), image];
  const app = startChild({ name: `${engine} run ${image}`, program: engine, args, env: own }, lock, shutdown);
  return { app, container: { engine, name } };
}
