// Runs commands for `curl` in a shell, as a person would type them.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { findInstalled } from "@/scripts/processes/find-installed";

/** Programs that the commands need and this machine does not have. */
export const MISSING = ["bash", "curl", "jq"].filter((program) => !findInstalled(program));

export interface Ended {
  code: number;
  output: string;
}

/**
 * `curl` fails on a refusal, and sends its requests from the IP address.
 * @param folder of the test's own: the commands run in it, and find no settings of a person
 */
export function runCommands(commands: string, folder: string, address: string): Promise<Ended> {
  const settings = ["silent", "show-error", "fail-with-body", `header = "X-Forwarded-For: ${address}"`];
  writeFileSync(path.join(folder, ".curlrc"), `${settings.join("\n")}\n`);
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, CURL_HOME: folder } as unknown as NodeJS.ProcessEnv;
  return new Promise((resolve) => {
    execFile("bash", ["-c", `set -euo pipefail\n${commands}`], { cwd: folder, env, timeout: 60_000 }, (error, ...output) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: output.join("\n") });
    });
  });
}
