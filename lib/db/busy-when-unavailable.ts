// Throws BUSY when the database is down, full, frozen, restarting or waiting for a lock: the client made no mistake and may
// retry.
import "server-only";
import type pg from "pg";
import { AppError } from "@/lib/errors/app-error";
import { log } from "@/lib/observability/log";
import { requestContext } from "@/lib/observability/request-context";
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
  // Prisma, for a statement outside a transaction: the same without a code
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  // Node: the connection was lost while sending
  "EPIPE",
];

/** The driver's own errors for a lost connection have no code. */
const LOST = /^(Connection terminated|Client has encountered a connection error)/;

function isUnavailable(error: unknown): boolean {
  return hasCode(error, UNAVAILABLE) || (error instanceof Error && LOST.test(error.message));
}

/** Prisma's code for a transaction that lasted too long, which the database has rolled back. */
const ROLLED_BACK = ["P2028"];

/**
 * @param mayBeDone whether the changes may have been made, although their response was lost. The client must not be told to
 *   try again then.
 * @throws AppError BUSY if the database is unavailable at the moment
 */
export async function busyWhenUnavailable<T>(work: () => Promise<T>, mayBeDone = () => false): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError || !isUnavailable(error)) throw error;
    if (mayBeDone() && !hasCode(error, ROLLED_BACK)) throw error;
    throw reportUnavailable(error);
  }
}

/** Logs the cause once per request. Error pages show `digest`, which is the request id. */
function reportUnavailable(cause: unknown): AppError {
  const context = requestContext();
  if (context?.retryAfterSeconds === undefined)
    log.warn("database unavailable", { request_id: context?.requestId, error: cause });
  if (context) context.retryAfterSeconds = RETRY_AFTER_SECONDS;
  const error = new AppError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS, internal: "database unavailable", cause });
  return Object.assign(error, { digest: context?.requestId });
}

/** An error that Prisma takes for one of the database's own: SQLSTATE cannot_connect_now, so that callers get a 503. */
export function cannotConnect(reason: string, cause?: unknown): Error {
  return Object.assign(new Error(reason, { cause }), { code: "57P03", severity: "FATAL" });
}

type Callback = (error: Error | undefined, client: pg.PoolClient | undefined, release: (error?: unknown) => void) => void;
type Connect = (callback?: Callback) => Promise<pg.PoolClient> | undefined;

/**
 * Makes all failures to get a connection alike, whatever failed: the name, the network, TLS, the login or the wait for a free
 * connection. The pool connects in the same way for statements outside transactions.
 */
export function unifyFailedConnections(pool: pg.Pool, report: (error: unknown) => void): void {
  const connect = pool.connect.bind(pool) as Connect;
  const failed = (error: Error) => {
    report(error);
    return cannotConnect(error.message, error);
  };
  const unified: Connect = (callback) => {
    if (callback) return connect((error, ...rest) => callback(error && failed(error), ...rest));
    return connect()?.catch((error: unknown) => Promise.reject(failed(error as Error)));
  };
  Object.assign(pool, { connect: unified });
}
