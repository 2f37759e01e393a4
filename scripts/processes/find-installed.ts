// Finds a program that the machine's own package manager installed.
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

const USUAL_FOLDERS = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The path of the program, or null if there is none. Folders of the search path that are relative are ignored. */
export function findInstalled(name: string, searchPath = process.env.PATH ?? "", folders = USUAL_FOLDERS): string | null {
  const onPath = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return [...onPath, ...folders].map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}
