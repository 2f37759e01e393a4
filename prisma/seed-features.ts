// Seeds the example data of each feature that has a file prisma/features/<feature>.ts.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { FEATURES } from "@/lib/features/features";

/** A member of an organization. */
export interface SeedAuthor {
  email: string;
  slug: string;
}

/** Adds the member's example data, unless they have some. */
export type SeedFeature = (author: SeedAuthor) => Promise<void>;

export async function seedFeatures(author: SeedAuthor): Promise<void> {
  for (const { name } of FEATURES) {
    const file = path.resolve(import.meta.dirname, `features/${name}.ts`);
    if (!existsSync(file)) continue;
    const { seed } = (await import(pathToFileURL(file).href)) as { seed: SeedFeature };
    await seed(author);
  }
}
