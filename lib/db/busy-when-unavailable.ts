// Returns BUSY when the database is full, frozen, restarting or waiting for a lock: the client made no mistake and may
// retry.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { hasCode } from "./error-codes";

const RETRY_AFTER_SECONDS = 5;

const UNAVAILABLE = [
  // SQLSTATE lock_not_available, query_canceled, idle_in_transaction_session_timeout
  "55P03",
  "57014",
  "25P03",
  // admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections
  "57P01",
  "57P02",
  "57P03",
  "53300",
  // Prisma: unreachable, connect timeout, query timeout, connection closed, transaction timeout
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2028",
];

/** @throws AppError BUSY if the database is unavailable at the moment */
export async function busyWhenUnavailable<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (error instanceof AppError || !hasCode(error, UNAVAILABLE)) throw error;
    log.warn("database unavailable", { error });
    throw new AppError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS, internal: "database unavailable", cause: error });
  }
}
