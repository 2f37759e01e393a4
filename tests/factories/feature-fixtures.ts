// Loads what tests/features/<feature>.ts declares for each feature, for the tests that cover every operation, table and
// column.
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { SystemDb } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";

interface Place {
  organizationId: string;
  authorId: string;
}

export interface FeatureTable {
  name: string;
  /** The model's name in Prisma's client. */
  model: string;
  /** The rights of the tenant role, and the columns that it may update. */
  rights: string[];
  updates: string[];
  /** A change that the tenant role may make. */
  change: object;
  /** The tenant tables that the table's foreign keys reference. */
  pointsAt: string[];
}

export interface FeatureFixture {
  /** Adds a row, with the texts that it should contain. @returns its id */
  insert: (db: SystemDb, place: Place, texts?: { short: string; long: string }) => Promise<string>;
  count: (db: SystemDb, organizationId: string) => Promise<number>;
  /** The columns that contain the texts and the author's id, as `table.column`. */
  columns: { short: string; long: string; author: string };
  tables: FeatureTable[];
  /** Input that succeeds, for each operation of the feature. @param id of a row whose author is a member */
  inputs: Record<string, (id: string) => Record<string, unknown>>;
  /** By operation, the columns (`table.column`) that its `prepare` changes in transactions of its own. */
  storedBeforeRun?: Record<string, string[]>;
}

export interface NamedFixture extends FeatureFixture {
  name: string;
}

async function load(name: string): Promise<NamedFixture> {
  const file = path.resolve(import.meta.dirname, `../features/${name}.ts`);
  const { fixture } = (await import(pathToFileURL(file).href)) as { fixture: FeatureFixture };
  return { name, ...fixture };
}

export const FIXTURES: readonly NamedFixture[] = await Promise.all(FEATURES.map(({ name }) => load(name)));
