// Builds with Vercel's own builder, whose output the emulator serves. The builder is no dependency of the project, because only
// this preview needs it.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import { installAside, lockedAside, type Run } from "../install-aside";
import { fingerprint, stampIs, writeStamp } from "../supervisor/build";

export const OUTPUT = path.join(".vercel", "output");
const STAMP = path.join(OUTPUT, "gatehouse-sources");
const PROJECT = path.join(".vercel", "project.json");
/** Stands for a linked project, so that the builder asks no one. */
const LOCAL_PROJECT = {
  projectId: "prj_local",
  orgId: "team_local",
  settings: { framework: "nextjs", installCommand: "" },
};

/** Also leaves an ordinary build. Does nothing if the output is current. @throws Failure if there is none to reuse */
export async function ensureVercelBuild(reuse: boolean, env: NodeJS.ProcessEnv, run: Run): Promise<void> {
  const hasOutput = existsSync(path.join(OUTPUT, "config.json"));
  if (reuse && !hasOutput)
    throw new Failure("There is no build to reuse: run npm run preview -- --vercel without --no-build first.");
  if (reuse || (hasOutput && stampIs(STAMP))) return;
  const builder = await installAside(lockedAside("vercel"), run);
  console.log("Building with Vercel's builder …");
  const sources = fingerprint();
  if (!existsSync(PROJECT)) {
    mkdirSync(path.dirname(PROJECT), { recursive: true });
    writeFileSync(PROJECT, JSON.stringify(LOCAL_PROJECT));
  }
  const program = path.join(builder, "node_modules", "vercel", "dist", "vc.js");
  await run([program, "build", "--yes"], { ...env, VERCEL_TELEMETRY_DISABLED: "1" });
  writeStamp(STAMP, sources);
}
