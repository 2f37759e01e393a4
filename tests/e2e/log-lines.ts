// Reads the log of an instance. Lines are written when a response is complete, so a reader waits for them.
import { readFileSync } from "node:fs";
import { expect } from "@/tests/setup/fixtures";
import type { Instance } from "@/tests/setup/instances";

export interface LogLine {
  level: string;
  message: string;
  request_id?: string;
  method?: string;
  path?: string;
  status?: number;
  ip_address?: string;
  code?: string;
  operation?: string;
  count?: number;
  /** Of the emulator's own lines: the function, the request and why it failed. */
  function?: string;
  vercel_id?: string;
  reason?: string;
}

/** The lines so far. Everything that the instance prints besides must be JSON, too, once it runs. */
export function logLines({ logFile }: Instance): LogLine[] {
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as LogLine);
}

/** The request lines with an id, as soon as there are as many as expected. */
export async function linesOfRequest(app: Instance, requestId: string, count = 1): Promise<LogLine[]> {
  const found = () => logLines(app).filter((line) => line.message === "request" && line.request_id === requestId);
  await expect.poll(() => found().length, { message: `lines of ${requestId}` }).toBeGreaterThanOrEqual(count);
  return found();
}
