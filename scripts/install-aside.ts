// Installs a package that is no dependency of the project into a folder of its own, without install scripts.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure";

const QUIET = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Prepares the folder.
 * @param spec name and version, such as `vercel@60.1.3`
 * @param withoutNpm what to say if the script was not started by npm
 * @returns the arguments with which Node installs the package
 */
export function installAside(folder: string, spec: string, withoutNpm: string): string[] {
  const npm = process.env.npm_execpath;
  if (!npm) throw new Failure(withoutNpm);
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  return [npm, "install", "--prefix", folder, "--ignore-scripts", ...QUIET, spec];
}
