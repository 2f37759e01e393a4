// How long the app and its database wait for each other, so that neither is held up when the other freezes.
// The database's limits are set inside each transaction: poolers drop those of a connection.
import "server-only";

export interface TimeLimits {
  /** For a connection, before a transaction begins. */
  connectMs: number;
  /** For a whole transaction. The app rolls it back. */
  transactionMs: number;
  /** For one statement of it. The database cancels it. */
  statementMs: number;
  /** For a lock that another transaction holds. The database cancels the statement. */
  lockMs: number;
  /** For the app's next statement. The database ends the connection, and with it the transaction and its locks. */
  idleMs: number;
  /** For the database's answer. The app destroys the connection. Last, so that the database ends things if it can. */
  answerMs: number;
}

/** Nothing that the app lets go on is ended by the database: statements and pauses may last as long as the transaction. */
export const TIME_LIMITS: TimeLimits = {
  connectMs: 5_000,
  transactionMs: 10_000,
  statementMs: 10_000,
  lockMs: 8_000,
  idleMs: 10_000,
  answerMs: 15_000,
};
