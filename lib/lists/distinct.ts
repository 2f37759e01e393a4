// Removes duplicate and missing ids from the lists that queries use.
import "server-only";

/** Keeps the order in which the ids first occur. */
export function distinct(ids: Iterable<string | null | undefined>): string[] {
  return [...new Set([...ids].filter((id) => typeof id === "string"))];
}
