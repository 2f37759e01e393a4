// Time limits between the app and its database, so that neither hangs when the other freezes. The database's limits are set
// inside each transaction, because poolers drop the settings of a connection.
import "server-only";

export interface TimeLimits {
  /** The limit for getting a connection before a transaction begins. */
  connectMs: number;
  /** The limit for a whole transaction, after which the app rolls it back. */
  transactionMs: number;
  /** The limit for one statement, after which the database cancels it. */
  statementMs: number;
  /** The limit for waiting for a lock, after which the database cancels the statement. */
  lockMs: number;
  /**
   * The limit for a pause between two statements, after which the database closes the connection. That ends the transaction
   * and releases its locks.
   */
  idleMs: number;
  /**
   * The limit for the database's response, after which the app destroys the connection. The longest limit, so that the
   * database acts first if it can.
   */
  answerMs: number;
}

/**
 * The database must not end anything that the app still allows, so statements and pauses may last as long as the
 * transaction.
 */
export const TIME_LIMITS: TimeLimits = {
  connectMs: 5_000,
  transactionMs: 10_000,
  statementMs: 10_000,
  lockMs: 8_000,
  idleMs: 10_000,
  answerMs: 15_000,
};
