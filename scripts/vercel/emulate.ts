// Serves a build output on loopback as the platform does. Started by the supervisor, which sets the environment of the
// functions, ends this process, and puts a TLS proxy in front of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OUTPUT } from "./build";
import { createControl } from "./control";
import type { EmulatorArguments } from "./start-emulator";
import { FunctionInstances } from "./function-instances";
import { placeFunction, readOutput } from "./output";
import { createPlatformProxy } from "./proxy";

const { port, controlPort, hops, ...options } = JSON.parse(process.argv[2] ?? "") as EmulatorArguments;

const project = process.cwd();
const output = readOutput(path.resolve(OUTPUT));
const root = mkdtempSync(path.join(tmpdir(), "gatehouse-functions-"));
process.once("exit", () => rmSync(root, { recursive: true, force: true }));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit());

const functions = new Map<string, FunctionInstances>();
for (const [index, folder] of output.functions.entries()) {
  const place = path.join(root, String(index));
  placeFunction(project, folder, place);
  const name = path.relative(path.join(project, OUTPUT, "functions"), folder).replace(/\.func$/, "");
  functions.set(folder, new FunctionInstances(name, place, process.env, options));
}

function instancesOf(folder: string): FunctionInstances {
  const found = functions.get(folder);
  if (!found) throw new Error(`There is no function ${folder}.`);
  return found;
}

const control = createControl({
  all: () => [...functions.values()],
  at: (urlPath) => {
    const found = output.find(urlPath);
    return found?.kind === "function" ? instancesOf(found.folder) : undefined;
  },
});
control.listen(controlPort, "127.0.0.1");
createPlatformProxy({ output, instancesOf, hops, region: process.env.VERCEL_REGION ?? "dev1" }).listen(port, "127.0.0.1");
