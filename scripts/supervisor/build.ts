// The production build: created if there is none, or if a source file has changed since.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import { commandFile } from "../program";
import { replaceErrorPage } from "./error-page";

const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "scripts/supervisor/error-page.ts",
  "node_modules/.package-lock.json",
];
const CONFIGURATION = /\.(ts|mjs|cjs|js|json)$/;
const NOT_BUILT = /(\.test\.tsx?|\.tsbuildinfo|^next-env\.d\.ts|^(vitest|playwright|eslint)\.config\.\w+)$/;
const BUILD_ID = ".next/BUILD_ID";
/** The files of the container. */
const STANDALONE = ".next/standalone/server.js";
const STAMP = ".next/gatehouse-sources";

function filesBelow(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)));
}

/** A hash that changes when a file of the app is added, removed or written. */
export function fingerprint(): string {
  const configuration = readdirSync(".")
    .filter((name) => CONFIGURATION.test(name))
    .sort();
  const files = [...SOURCES, ...configuration].flatMap(filesBelow).filter((file) => !NOT_BUILT.test(file));
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** Whether a stamp says that the build beside it was made from the present sources. */
export function stampIs(stamp: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint();
}

/** @param sources the fingerprint from before the build */
export function writeStamp(stamp: string, sources: string): void {
  writeFileSync(stamp, sources);
}

/** The framework copies the environment files of this machine, with their secrets, into what a container would get. */
function removeEnvironmentFiles(): void {
  const folder = path.dirname(STANDALONE);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(".env")) : [];
  for (const name of files) rmSync(path.join(folder, name));
}

/** Builds with `run`, which takes Node's arguments and throws if the build fails. */
export async function build(run: (args: string[]) => Promise<unknown>): Promise<void> {
  rmSync(STAMP, { force: true });
  const sources = fingerprint();
  await run([commandFile("next"), "build"]);
  replaceErrorPage();
  removeEnvironmentFiles();
  writeStamp(STAMP, sources);
}

/** Builds unless the build is current. With `reuse`, accepts any existing build instead. @throws Failure if there is none */
export async function ensureBuild(reuse: boolean, run: (args: string[]) => Promise<unknown>): Promise<void> {
  const exists = [BUILD_ID, STANDALONE].every((file) => existsSync(file));
  if (reuse && !exists) throw new Failure("There is no build to reuse: run npm run build first.");
  if (exists && (reuse || stampIs(STAMP))) return;
  console.log("Building …");
  await build(run);
}

export function buildEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", GATEHOUSE_STANDALONE: "1" };
}
