// npm run observatory [-- https://host]: runs Mozilla's HTTP Observatory scanner on this machine against a running
// strict preview, or against the given address. Fails unless the grade is A+ and every test passes.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { z } from "zod";
import { parseUrl } from "@/lib/text/parse-url";
import { Failure, runScript } from "./failure";
import { installAside, lockedAside } from "./install-aside";
import { runProgram } from "./program";
import { RUN_FILE } from "./supervisor/announce";
import { certificateFile } from "./supervisor/certificate";
import { readRecord, stateDirPath } from "./supervisor/state-dir";
import { trustAlso } from "./trusted-certificates";

const PACKAGE = "@mdn/mdn-http-observatory";
const DEADLINE_MILLISECONDS = 60_000;

// An install script of the package would download these. With an empty preload list, the scanner judges a host only by the
// header that it sends, so the grade is never too good. Only the scanner's web service uses the list of top-level domains.
const STUBS = { "hsts-preload.json": {}, "tld-list.json": [] };

const reportSchema = z.object({
  scan: z.object({
    grade: z.string(),
    score: z.number(),
    testsPassed: z.number(),
    testsQuantity: z.number(),
  }),
  tests: z.record(
    z.string(),
    z.object({ pass: z.boolean(), result: z.string(), expectation: z.string(), scoreModifier: z.number() }),
  ),
});
type Report = z.infer<typeof reportSchema>;

const refusalSchema = z.object({ error: z.string() });
const runSchema = z.object({ url: z.string() });

interface Target {
  host: string;
  /** A certificate to trust in addition to the public authorities. */
  certificate?: string;
}

/** The scanner takes a host name, requests the root page, and tries both schemes itself. */
function hostOf(address: string): string {
  const url = parseUrl(address);
  if (url?.protocol !== "https:") throw new Failure(`${address} is not an https address.`);
  if (url.pathname !== "/" || url.search)
    throw new Failure("The scanner checks the root page only: give an address without a path.");
  return url.host;
}

function runningPreview(): Target {
  const stateDir = stateDirPath();
  const run = runSchema.safeParse(readRecord(stateDir, RUN_FILE));
  if (!run.success || !run.data.url.startsWith("https:")) {
    throw new Failure("No strict preview is running: start npm run preview -- --strict, or give an https address.");
  }
  return { host: hostOf(run.data.url), certificate: certificateFile(stateDir) };
}

async function install(): Promise<string> {
  const folder = await installAside(lockedAside("observatory"), async (args, env) => {
    if ((await runProgram(args, env)) !== 0) throw new Failure("The scanner could not be installed.");
  });
  const scanner = path.join(folder, "node_modules", PACKAGE);
  mkdirSync(path.join(scanner, "conf"), { recursive: true });
  for (const [name, content] of Object.entries(STUBS)) {
    writeFileSync(path.join(scanner, "conf", name), JSON.stringify(content));
  }
  return scanner;
}

/**
 * Runs the package's script directly, with a minimal environment, because the package's command would replace the
 * certificate authorities.
 */
async function scan(scanner: string, target: Target, certificates: string): Promise<Report> {
  const env = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: certificates };
  const args = [path.join(scanner, "src/scan.js"), target.host];
  const finished = await promisify(execFile)(process.execPath, args, { env, timeout: DEADLINE_MILLISECONDS }).catch(
    (error: unknown) => error as { stdout: string; stderr: string },
  );
  const printed = parseJson(finished.stdout);
  const report = reportSchema.safeParse(printed);
  if (report.success) return report.data;
  const refusal = refusalSchema.safeParse(printed);
  const words = refusal.success ? refusal.data.error : finished.stderr || finished.stdout;
  throw new Failure(`The scanner gave no grade for ${target.host}: ${words}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function tell(host: string, { scan: { grade, score, testsPassed, testsQuantity }, tests }: Report): void {
  console.log(`\n${host}: grade ${grade}, score ${score}, ${testsPassed} of ${testsQuantity} tests passed`);
  const width = Math.max(...Object.keys(tests).map((name) => name.length));
  for (const [name, { pass, result, expectation, scoreModifier }] of Object.entries(tests)) {
    const points = `${scoreModifier < 0 ? "" : "+"}${scoreModifier}`;
    const found = pass ? result : `${result}, expected ${expectation}`;
    console.log(`  ${pass ? "pass" : "FAIL"}  ${name.padEnd(width)}  ${points.padStart(3)}  ${found}`);
  }
  if (tests.redirection?.result === "redirection-not-needed-no-http") {
    console.log("  The strict preview does not answer http: check a host's redirect at its own address.");
  }
}

await runScript(async () => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const target = positionals[0] === undefined ? runningPreview() : { host: hostOf(positionals[0]) };
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-observatory-"));
  try {
    const scanner = await install();
    const report = await scan(scanner, target, trustAlso(target.certificate, path.join(folder, "trusted.pem")));
    tell(target.host, report);
    return report.scan.grade === "A+" && report.scan.testsPassed === report.scan.testsQuantity ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
