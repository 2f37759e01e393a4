// Serves a build output on loopback as the platform does. Started by the supervisor, which sets the environment of the
// functions, ends this process, and puts a TLS proxy in front of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { createFront } from "./front";
import { FunctionInstances } from "./instances";
import { placeFunction, readOutput } from "./output";

const { values } = parseArgs({
  options: {
    output: { type: "string", default: ".vercel/output" },
    port: { type: "string" },
    hops: { type: "string", default: "1" },
    instances: { type: "string", default: "1" },
    "cold-every": { type: "string", default: "0" },
    freeze: { type: "boolean", default: false },
  },
});

const project = process.cwd();
const output = readOutput(path.resolve(values.output));
const root = mkdtempSync(path.join(tmpdir(), "gatehouse-functions-"));
process.once("exit", () => rmSync(root, { recursive: true, force: true }));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit());

const places = new Map(output.functions.map((folder, index) => [folder, path.join(root, String(index))]));
for (const [folder, place] of places) placeFunction(project, folder, place);

const options = { count: Number(values.instances), coldEvery: Number(values["cold-every"]), freeze: values.freeze };
const instances = new Map<string, FunctionInstances>();
const instancesOf = (folder: string) => {
  const known = instances.get(folder) ?? new FunctionInstances(places.get(folder) ?? folder, process.env, options);
  instances.set(folder, known);
  return known;
};

createFront({ output, instancesOf, hops: Number(values.hops), region: process.env.VERCEL_REGION ?? "dev1" }).listen(
  Number(values.port),
  "127.0.0.1",
);
