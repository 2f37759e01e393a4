// Finds the code of a database error, however deeply Prisma and the driver have wrapped it.
import "server-only";

interface Layered {
  code?: unknown;
  cause?: unknown;
  /** Where Prisma keeps the driver's error, for models (P2034) and raw statements (P2010). */
  meta?: { driverAdapterError?: unknown };
  originalCode?: unknown;
  /** Instead of a code, if the connection itself failed. */
  kind?: unknown;
}

/** Whether the error or one of its causes has one of the codes (SQLSTATEs, or Prisma's own codes and kinds). */
export function hasCode(error: unknown, codes: readonly unknown[]): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, meta, originalCode, kind } = error as Layered;
  return (
    [code, originalCode, kind].some((each) => codes.includes(each)) ||
    hasCode(meta?.driverAdapterError, codes) ||
    hasCode(cause, codes)
  );
}
