// Guards against a database that keeps connections open but never responds: each statement would hold a connection until the
// pool is exhausted.
import "server-only";
import { constants } from "node:os";
import type pg from "pg";

/** A connection of the pool, whose type leaves out the socket. */
export type Watched = pg.ClientBase & Pick<pg.Client, "connection">;

/** An error like the operating system's own for a timeout, because Prisma recognizes that error. */
function noAnswer(): Error {
  return Object.assign(new Error("the database did not answer in time"), {
    code: "ETIMEDOUT",
    errno: -constants.errno.ETIMEDOUT,
    syscall: "read",
  });
}

/**
 * Destroys a connection whose statements have had no response for `answerMs`. Abandoning only the statement, as the driver's
 * own `query_timeout` does, would return a connection to the pool in the middle of a transaction.
 */
export function watchForAnswers(connection: Watched, answerMs: number): void {
  const send = connection.query.bind(connection) as (...query: unknown[]) => unknown;
  let timer: NodeJS.Timeout | undefined;
  const answered = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const query = (...args: unknown[]) => {
    timer ??= setTimeout(() => connection.connection.stream.destroy(noAnswer()), answerMs);
    return send(...args);
  };
  connection.on("drain", answered).on("end", answered);
  Object.assign(connection, { query });
}
