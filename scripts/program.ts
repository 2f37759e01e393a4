// Runs the programs of npm packages from a script, on the same Node unless told otherwise, without a shell.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGES = fileURLToPath(new URL("../node_modules", import.meta.url));

interface Manifest {
  bin: string | Record<string, string>;
}

/** The file of the script that a package's command runs. */
export function commandFile(packageName: string, command = packageName): string {
  // The manifest is read as a file, because a package's exports may hide it.
  const folder = path.join(PACKAGES, packageName);
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
  const file = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[command];
  if (!file) throw new Error(`${packageName} has no command ${command}`);
  return path.join(folder, file);
}

/**
 * Runs a program in the foreground and returns its exit code. Ctrl-C reaches the program, which alone decides how to react.
 * @param output an open file for its output, instead of the terminal
 * @param node another version of Node
 */
export function runProgram(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  output: number | "inherit" = "inherit",
  node = process.execPath,
): Promise<number> {
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env, stdio: ["ignore", output, output] });
    const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
    process.once("SIGTERM", passOn);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", passOn);
      resolve(code ?? 1);
    });
  });
}
