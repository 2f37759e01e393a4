// A transaction that the database ended for the sake of another one, because of a deadlock or a conflict of snapshots,
// has done nothing: it is run again, as a whole, and whoever asked for it is not told.
import "server-only";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/observability/log";

const TRIES = 3;
/** Two that met must not meet again. */
const LONGEST_PAUSE_MS = 100;

/** SQLSTATE serialization_failure and deadlock_detected. */
const CONFLICTS: readonly unknown[] = ["40001", "40P01"];

interface Layered {
  cause?: unknown;
  /** Where Prisma keeps the driver's error, of models (P2034) and of raw statements (P2010) alike. */
  meta?: { driverAdapterError?: unknown };
  originalCode?: unknown;
}

/** Whether this is, or was caused by, an end that the database chose. */
export function isConflict(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { cause, meta, originalCode } = error as Layered;
  return CONFLICTS.includes(originalCode) || isConflict(meta?.driverAdapterError) || isConflict(cause);
}

/** @param transaction may run several times: what it does outside of the database must be as good twice */
export async function runAgainOnConflict<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === TRIES || !isConflict(error)) throw error;
      log.info("transaction run again", { count: tries });
      await sleep(randomInt(LONGEST_PAUSE_MS));
    }
  }
}
