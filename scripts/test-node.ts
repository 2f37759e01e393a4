// npm run test:node -- 22: runs the unit and database tests on another version of Node, which comes from npm.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Failure, runScript } from "./failure";
import { installAside, type Aside } from "./install-aside";
import { NODE_VERSIONS } from "./node-versions";
import { runProgram } from "./program";

const TESTS = fileURLToPath(new URL("test.ts", import.meta.url));
const PLATFORM = `${process.platform}-${process.arch}`;

/** A lockfile with the checksum of the only package. */
function asideOf(name: string, version: string, integrity: string): Aside {
  const dependencies = { [name]: version };
  const packages = { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } };
  return {
    name: `node-${version}`,
    manifest: JSON.stringify({ private: true, dependencies }),
    lockfile: JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
  };
}

async function run(args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  if ((await runProgram(args, env)) !== 0) throw new Failure("This version of Node could not be installed.");
}

/** The path of the program. */
async function findNode(major: string): Promise<string> {
  const wanted = Object.hasOwn(NODE_VERSIONS, major) ? NODE_VERSIONS[major] : undefined;
  if (!wanted) throw new Failure(`Choose a version of Node: ${Object.keys(NODE_VERSIONS).join(", ")}.`);
  const integrity = wanted.integrity[PLATFORM];
  if (!integrity) throw new Failure(`On ${PLATFORM}, install Node ${major} yourself, and run npm test with it.`);
  const name = `node-${PLATFORM}`;
  const folder = await installAside(asideOf(name, wanted.version, integrity), run);
  return path.join(folder, "node_modules", name, "bin", "node");
}

await runScript(async () => {
  const program = await findNode(process.argv[2] ?? "");
  return runProgram(["--conditions=react-server", "--import", "tsx", TESTS, "node"], process.env, "inherit", program);
});
