// Seeds the example data of each feature that has a file prisma/features/<feature>.ts.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Caller } from "@/lib/access/actor";
import { FEATURES } from "@/lib/features/features";

/** @param author a member, as an actor in their organization */
export type SeedFeature = (author: Caller, email: string) => Promise<void>;

export async function seedFeatures(author: Caller | null, email: string): Promise<void> {
  if (!author) return;
  for (const { name } of FEATURES) {
    const file = path.resolve(import.meta.dirname, `features/${name}.ts`);
    if (!existsSync(file)) continue;
    const { seed } = (await import(pathToFileURL(file).href)) as { seed: SeedFeature };
    await seed(author, email);
  }
}
