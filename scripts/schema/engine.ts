// Prisma's own schema engine as WebAssembly: compares a database with the schema files, without a native binary.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine as Engine } from "@prisma/schema-engine-wasm";

interface Bindings {
  SchemaEngine: typeof Engine;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

// The engine reports the cause of a panic here; the exception that follows only says "unreachable".
const panicRegistry = { set_message: (message: string) => void process.stderr.write(`${message}\n`) };
Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panicRegistry });

let loaded: Promise<Bindings> | undefined;

/**
 * Instantiates the engine directly, because the package imports its .wasm file as a module, which Node 20 supports only with
 * a flag.
 */
async function load(): Promise<Bindings> {
  const bindingsFile = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bindings = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as Bindings;
  const wasm = await readFile(path.join(path.dirname(bindingsFile), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

export async function schemaEngine(
  datamodels: [string, string][],
  adapterFactory: Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0],
): Promise<Engine> {
  const { SchemaEngine } = await (loaded ??= load());
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapterFactory));
}
