// The query of a route: what is read comes once, and what is not read is somebody else's, such as the tags that links are
// shared with.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/**
 * The parameters that `input` has a field for, but for those that stand in the path.
 * @throws AppError MALFORMED_REQUEST on one that is given twice
 */
export function readQuery(url: string, input: z.ZodType, inPath: readonly string[]): Record<string, string> {
  if (!(input instanceof z.ZodObject)) throw new TypeError("what is read from a query has named fields");
  const query = new URL(url).searchParams;
  const values = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(input.shape)) {
    const given = inPath.includes(name) ? [] : query.getAll(name);
    if (given.length > 1) throw new AppError("MALFORMED_REQUEST");
    if (given[0] !== undefined) values[name] = given[0];
  }
  return values;
}
