// Search conditions for "contains". LIKE wildcards in the search are ordinary characters.
import "server-only";

/** A pattern for ILIKE in SQL. */
export function patternOf(search: string): string {
  return `%${escaped(search)}%`;
}

/** A condition for Prisma that ignores case; undefined if there is no search. */
export function containing(search: string): { contains: string; mode: "insensitive" } | undefined {
  return search === "" ? undefined : { contains: escaped(search), mode: "insensitive" };
}

/** A condition for users whose name or email address contains the search; undefined if there is no search. */
export function userContaining(search: string) {
  const like = containing(search);
  return like && { OR: [{ name: like }, { email: like }] };
}

function escaped(search: string): string {
  return search.replace(/[\\%_]/g, "\\$&");
}
