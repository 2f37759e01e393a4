// Keeps a serverless function awake until its idle connections are closed. A platform freezes an instance as soon as it has
// answered, and the timers of a frozen instance do not fire. So each instance that is not used at the moment would hold its
// connections until the platform ends it.
import "server-only";
import type pg from "pg";
import { keepAwakeFor } from "@/lib/observability/request-context";

/** How much longer than the idle timeout it waits for a server that does not close its end of a connection. */
const MARGIN_MS = 1_000;

/** Does nothing outside a platform that offers to wait. */
export function stayAwakeWhileIdle(pool: pg.Pool, idleTimeoutMs: number): void {
  let settle: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Connections that the server may still have. The pool itself no longer counts one that it has begun to close. */
  const open = new Set<pg.PoolClient>();
  const isInUse = () => pool.waitingCount > 0 || pool.totalCount > pool.idleCount;

  const rest = () => {
    clearTimeout(timer);
    settle?.();
    settle = undefined;
  };
  const restart = () => {
    clearTimeout(timer);
    if (settle) timer = setTimeout(() => (isInUse() ? restart() : rest()), idleTimeoutMs + MARGIN_MS);
  };
  /** The work of an earlier request ends, so that the platform waits only once. */
  const stayAwake = () => {
    let end: () => void = () => undefined;
    if (!keepAwakeFor(new Promise<void>((resolve) => (end = resolve)))) return;
    settle?.();
    settle = end;
    restart();
  };

  // The request is known only while it asks for a connection. The pool's events run in the context of the request that opened
  // the connection, and that one may have ended long ago.
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  const connectAwake = (...args: unknown[]) => {
    stayAwake();
    return connect(...args);
  };
  Object.assign(pool, { connect: connectAwake });
  pool.on("connect", (connection) => open.add(connection));
  pool.on("release", restart);
  pool.on("remove", (connection) => {
    open.delete(connection);
    if (open.size === 0 && pool.totalCount === 0) rest();
  });
}
