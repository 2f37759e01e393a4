// How long to wait for a response. A busy process handles a response late that arrived in time, and one call takes several
// turns of its event loop. So this counts ticks of a timer, at most one per turn, and afterwards some more turns. In an idle
// process those take less than a millisecond, so a slow service is not given more time.
import "server-only";

const TICK_MS = 50;
/** Enough for a call that must first connect and then send its script. */
const MORE_TURNS = 10;

/** A signal that aborts after this time. */
export function patienceOf(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  let ticks = milliseconds / TICK_MS;
  const timer = setInterval(() => {
    ticks -= 1;
    if (ticks > 0) return;
    clearInterval(timer);
    afterTurns(MORE_TURNS, () => controller.abort());
  }, TICK_MS).unref();
  return controller.signal;
}

function afterTurns(turns: number, done: () => void): void {
  if (turns === 0) done();
  else setImmediate(() => afterTurns(turns - 1, done));
}
