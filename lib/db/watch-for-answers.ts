// Against a database that holds a connection open and says nothing: without an end, each statement keeps a connection
// of the pool until none is left.
import "server-only";
import { constants } from "node:os";
import type pg from "pg";

/** As the system would report it, so that Prisma takes it for what it is. */
function noAnswer(): Error {
  return Object.assign(new Error("the database did not answer in time"), {
    code: "ETIMEDOUT",
    errno: -constants.errno.ETIMEDOUT,
    syscall: "read",
  });
}

/**
 * Destroys the connection when its statements have gone unanswered for so long. Giving up the statement alone, as the
 * driver's own `query_timeout` does, would hand the next user a connection in the middle of somebody's transaction.
 */
export function watchForAnswers(connection: pg.Client, answerMs: number): void {
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
