// The SQL that turns a migrated database into prisma/schema. Empty if both agree.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import { catalogAdapter } from "./catalog-adapter";
import { schemaEngine } from "./engine";

interface SchemaFile {
  path: string;
  content: string;
}

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

const NOTHING = "-- This is an empty migration.";
const DROPPED_KEY = /^-- DropForeignKey\nALTER TABLE "\w+" DROP CONSTRAINT "(\w+)";\n*/gm;

/**
 * Removes the statements that drop a foreign key which exists only in the migrations. A changed key is dropped and added
 * again, so its statements stay.
 */
function withoutUnnamedKeys(sql: string): string {
  return sql.replace(DROPPED_KEY, (statement: string, key: string) =>
    sql.includes(`ADD CONSTRAINT "${key}"`) ? statement : "",
  );
}

async function schemaFiles(folder: string): Promise<SchemaFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(folder, name),
      content: await readFile(path.join(folder, name), "utf8"),
    })),
  );
}

/** Runs `work` with Prisma's engine, which is connected to the database and has loaded the schema files. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: SchemaEngine, files: SchemaFile[]) => Promise<T>,
): Promise<T> {
  const files = await schemaFiles(path.resolve("prisma/schema"));
  const { adapter, close } = catalogAdapter(databaseUrl);
  const engine = await schemaEngine(
    files.map(({ path: name, content }) => [name, content]),
    adapter,
  );
  try {
    return await work(engine, files);
  } finally {
    engine.free();
    await close();
  }
}

export async function schemaDifference(databaseUrl: string): Promise<string> {
  const { stdout } = await withSchemaEngine(databaseUrl, (engine, files) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: process.cwd() },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NO_FILTERS,
    }),
  );
  const sql = withoutUnnamedKeys(stdout ?? "").trim();
  return sql === NOTHING ? "" : sql;
}
