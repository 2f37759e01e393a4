// Keeps a hosted function awake until its idle connections are closed. A platform freezes an instance as soon as it has
// answered, and the timers of a frozen instance do not fire. So each instance that is not used at the moment would hold its
// connections until the platform ends it.
import "server-only";
import type pg from "pg";

interface PlatformContext {
  waitUntil?: (work: Promise<unknown>) => void;
}

/** Where the platform describes the current request. https://vercel.com/docs/functions/functions-api-reference */
const CONTEXT = Symbol.for("@vercel/request-context");
/** How much later than the idle timeout the pool may close its connections. */
const MARGIN_MS = 100;

function waitUntil(work: Promise<unknown>): void {
  const holder = globalThis as typeof globalThis & { [CONTEXT]?: { get?: () => PlatformContext | undefined } };
  holder[CONTEXT]?.get?.()?.waitUntil?.(work);
}

/** Does nothing outside a platform that offers to wait. */
export function stayAwakeWhileIdle(pool: pg.Pool, idleTimeoutMs: number): void {
  let timer: NodeJS.Timeout | undefined;
  let settle: () => void = () => undefined;
  pool.on("release", () => {
    // Each release starts the wait again; the work of an earlier one ends, so that the platform waits for the last one only.
    clearTimeout(timer);
    settle();
    waitUntil(
      new Promise<void>((resolve) => {
        settle = resolve;
        timer = setTimeout(resolve, idleTimeoutMs + MARGIN_MS);
      }),
    );
  });
}
