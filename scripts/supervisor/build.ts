// The production build of a preview: made when there is none, or when a source has changed since.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import { runChild } from "./child";
import type { RunLock } from "./run-lock";
import type { Shutdown } from "./shutdown";

const SOURCES = ["app", "components", "lib", "public", "prisma/schema", "node_modules/.package-lock.json"];
const IGNORED = /\.test\.tsx?$/;
const STAMP = ".next/gatehouse-sources";
const NEXT = "node_modules/next/dist/bin/next";

function filesBelow(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [place];
  return readdirSync(place).sort().flatMap((name) => filesBelow(path.join(place, name)));
}

/** Changes with every file of the app that is added, removed or written. */
function fingerprint(): string {
  const configuration = readdirSync(".").filter((name) => /\.(ts|mjs|js|json)$/.test(name) && !/tsbuildinfo/.test(name));
  const files = [...SOURCES, ...configuration.sort()].flatMap(filesBelow).filter((file) => !IGNORED.test(file));
  const hash = createHash("sha256");
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

function isCurrent(): boolean {
  return existsSync(".next/BUILD_ID") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint();
}

/** `reuse` takes whatever build there is. */
export async function ensureBuild(reuse: boolean, lock: RunLock, shutdown: Shutdown): Promise<void> {
  if (reuse && !existsSync(".next/BUILD_ID")) throw new Failure("There is no build to reuse: run npm run build first.");
  if (reuse || isCurrent()) return;
  console.log("Building …");
  rmSync(STAMP, { force: true });
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const sources = fingerprint();
  await runChild({ name: "The build", args: [NEXT, "build"], env }, lock, shutdown);
  writeFileSync(STAMP, sources);
}
