// Runs the programs of npm packages from a script, on the same Node, without a shell.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/** The file behind a package's command. */
export function commandFile(packageName: string, command = packageName): string {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === "string" ? bin : bin[command];
  if (!file) throw new Error(`${packageName} has no command ${command}`);
  return path.join(path.dirname(manifest), file);
}

/** Runs it in the foreground and returns its exit code. Ctrl-C reaches it, and it alone decides what follows. */
export function runProgram(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "inherit", "inherit"] });
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
