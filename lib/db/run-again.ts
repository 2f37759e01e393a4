// A transaction that the database ended for the sake of another one, because of a deadlock or a conflict of snapshots,
// has done nothing: it is run again, as a whole, and whoever asked for it is not told.
import "server-only";
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/observability/log";
import { hasCode } from "./error-codes";

const TRIES = 3;
/** Two that met must not meet again. */
const LONGEST_PAUSE_MS = 100;

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";
const CONFLICTS = [SERIALIZATION_FAILURE, DEADLOCK_DETECTED];

/** The cause of an error of a transaction that found, once it held its locks, that it needs others: it is run again. */
export const LOCKED_TOO_LITTLE = { code: SERIALIZATION_FAILURE };

/** @param transaction may run several times: what it does outside of the database must be as good twice */
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
