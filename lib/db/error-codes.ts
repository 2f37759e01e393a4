// Finds the code of an error of the database, however deep Prisma and the driver have wrapped it.
import "server-only";

interface Layered {
  code?: unknown;
  cause?: unknown;
  /** Where Prisma keeps the driver's error, of models (P2034) and of raw statements (P2010) alike. */
  meta?: { driverAdapterError?: unknown };
  originalCode?: unknown;
}

/** Whether this is, or was caused by, an error with one of the codes: SQLSTATEs, or Prisma's own. */
export function hasCode(error: unknown, codes: readonly unknown[]): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause, meta, originalCode } = error as Layered;
  return (
    codes.includes(code) || codes.includes(originalCode) || hasCode(meta?.driverAdapterError, codes) || hasCode(cause, codes)
  );
}
