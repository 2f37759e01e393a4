// Starts the app of a run, in the way of its mode.
import { runContainer } from "../container/run";
import { runImage } from "../container/run-image";
import { freePort } from "../processes/free-port";
import { startEmulator } from "../vercel/start-emulator";
import type { RunDescription } from "./announce";
import type { Child } from "./child";
import type { Mode } from "./modes";
import { startNext } from "./start-next";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

interface StartedApp extends Pick<RunDescription, "container_folder" | "container" | "emulator_url"> {
  app: Child;
}

export async function startApp(
  { runs }: Mode,
  port: number,
  env: NodeJS.ProcessEnv,
  lock: RunLock,
  shutdown: Shutdown,
): Promise<StartedApp> {
  switch (runs.kind) {
    case "next-dev":
      return { app: startNext("dev", port, env, lock, shutdown) };
    case "next-start":
      return { app: startNext("start", port, env, lock, shutdown) };
    case "container": {
      const { app, cwd } = runContainer(port, env, lock, shutdown);
      return { app, container_folder: cwd };
    }
    case "image":
      return runImage(runs, port, env, lock, shutdown);
    case "emulator": {
      const { kind: _, ...options } = runs;
      const controlPort = await freePort();
      const app = startEmulator({ ...options, port, controlPort }, env, lock, shutdown);
      return { app, emulator_url: `http://127.0.0.1:${controlPort}` };
    }
  }
}
