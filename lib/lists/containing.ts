// Conditions for what contains a search. The wildcards of LIKE are letters like any others here.
import "server-only";

/** For ILIKE in SQL. */
export function patternOf(search: string): string {
  return `%${escaped(search)}%`;
}

/** For Prisma, in any case; undefined where nothing is searched for. */
export function containing(search: string): { contains: string; mode: "insensitive" } | undefined {
  return search === "" ? undefined : { contains: escaped(search), mode: "insensitive" };
}

function escaped(search: string): string {
  return search.replace(/[\\%_]/g, "\\$&");
}
