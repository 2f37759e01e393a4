// Generates the Prisma client if it is missing or was generated from another schema or Prisma version.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure } from "../failure";
import { commandFile } from "../program";

const SCHEMA_DIR = path.resolve("prisma/schema");
const OUTPUT_DIR = path.resolve("lib/db/generated");
const STAMP = path.join(OUTPUT_DIR, ".made-from");

const prismaPackage = createRequire(import.meta.url).resolve("prisma/package.json");

function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync(prismaPackage));
  for (const name of readdirSync(SCHEMA_DIR).sort()) hash.update(name).update(readFileSync(path.join(SCHEMA_DIR, name)));
  return hash.digest("hex");
}

function stamped(): string | null {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return null;
  }
}

export function ensurePrismaClient(): void {
  const current = fingerprint();
  if (stamped() === current) return;
  const env = { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
  const { status, stderr, stdout } = spawnSync(process.execPath, [commandFile("prisma"), "generate"], {
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Failure(`prisma generate failed:\n${stderr || stdout}`);
  writeFileSync(STAMP, current);
}
