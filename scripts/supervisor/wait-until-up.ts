// Waits until a server of a run responds. Its output stays hidden until then.
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure";
import { wordsOf, type Child } from "./child";
import type { Shutdown } from "./shutdown";

const PATIENCE_SECONDS = 120;

async function responds(port: number, path: string): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

/**
 * Waits for a response below 500. Ends the run if the server ends later.
 * @throws Failure with the server's output, if it ends or does not respond in time
 */
export async function waitUntilUp(server: Child, port: number, path: string, shutdown: Shutdown): Promise<void> {
  const deadline = Date.now() + PATIENCE_SECONDS * 1000;
  while (!(await responds(port, path))) {
    if (shutdown.isRequested()) return;
    if (!server.isRunning()) throw new Failure(`${server.name} did not start (${await server.ended}):\n${wordsOf(server)}`);
    if (Date.now() > deadline) throw new Failure(`${server.name} does not answer:\n${wordsOf(server)}`);
    await sleep(100);
  }
  server.show();
  void server.ended.then((problem) => shutdown.request(`${server.name} ended unexpectedly (${problem ?? "exit code 0"}).`));
}
