// Reads the query of a route. A known parameter may occur only once. Unknown parameters, such as tracking parameters of a
// shared link, are ignored.
import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors/app-error";

/**
 * The parameters that `input` has a field for, except those in the path.
 * @throws AppError MALFORMED_REQUEST for a repeated parameter
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
