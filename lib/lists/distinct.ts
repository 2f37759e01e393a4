// Lists of ids for queries.
import "server-only";

/** Each id once, in the order of the first, without missing ones. */
export function distinct(ids: Iterable<string | null | undefined>): string[] {
  return [...new Set([...ids].filter((id) => typeof id === "string"))];
}
