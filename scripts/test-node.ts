// npm run test:node -- 22: runs the unit and database tests on another version of Node. It comes from npm, pinned by its
// checksum, and is installed without install scripts below node_modules/.cache.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, runScript } from "./failure";
import { NODE_VERSIONS } from "./node-versions";
import { runProgram } from "./program";

const CACHE = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));
const TESTS = fileURLToPath(new URL("test.ts", import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

async function install(folder: string, name: string, version: string, integrity: string): Promise<void> {
  const npm = process.env.npm_execpath;
  if (!npm) throw new Failure("Run it with npm run test:node.");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const dependencies = { [name]: version };
  const packages = { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  // npm ci refuses a package whose checksum differs from the one in the lockfile.
  writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
  const args = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if ((await runProgram([npm, ...args])) !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Failure(`Node ${version} could not be installed.`);
  }
}

/** The path of the program. */
async function findNode(major: string): Promise<string> {
  const wanted = Object.hasOwn(NODE_VERSIONS, major) ? NODE_VERSIONS[major] : undefined;
  if (!wanted) throw new Failure(`Choose a version of Node: ${Object.keys(NODE_VERSIONS).join(", ")}.`);
  const integrity = wanted.integrity[PLATFORM];
  if (!integrity) throw new Failure(`On ${PLATFORM}, install Node ${major} yourself, and run npm test with it.`);
  const name = `node-${PLATFORM}`;
  const folder = path.join(CACHE, `node-${wanted.version}`);
  const program = path.join(folder, "node_modules", name, "bin", "node");
  if (!existsSync(program)) await install(folder, name, wanted.version, integrity);
  return program;
}

await runScript(async () => {
  const program = await findNode(process.argv[2] ?? "");
  return runProgram(["--conditions=react-server", "--import", "tsx", TESTS, "node"], process.env, "inherit", program);
});
