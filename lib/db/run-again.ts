// Repeats a transaction that the database ended because of a deadlock or a serialization failure. Such a transaction has
// changed nothing, so it runs again as a whole, and the caller notices nothing.
import "server-only";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/observability/log";
import { hasCode } from "./error-codes";

const TRIES = 3;
/** A random pause keeps two transactions that collided from colliding again. */
const LONGEST_PAUSE_MS = 100;

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";
const CONFLICTS = [SERIALIZATION_FAILURE, DEADLOCK_DETECTED];

/**
 * The cause of an error that a transaction throws if, after locking, it finds that it needs other locks. The transaction is
 * then rerun.
 */
export const LOCKED_TOO_LITTLE = { code: SERIALIZATION_FAILURE };

/** @param transaction may run several times, so its effects outside the database must be idempotent */
export async function runAgainOnConflict<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === TRIES || !hasCode(error, CONFLICTS)) throw error;
      log.info("transaction run again", { count: tries });
      await sleep(randomInt(LONGEST_PAUSE_MS));
    }
  }
}
