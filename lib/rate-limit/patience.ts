// Limits the wait for a service, but not by the clock alone: a busy process handles responses late. So the time is counted
// in ticks of a timer, at most one in each turn of the event loop. Then some more turns follow, in which responses that have
// arrived are handled. In an idle process these take less than a millisecond.
import "server-only";

const TICK_MS = 50;
/** Enough for a call that must first connect and then send its script. */
const MORE_TURNS = 10;
/** However busy the process is, it waits at most this many times as long. */
const MOST_TIMES_AS_LONG = 8;

/** Why the wait ended before the service had its time: this says nothing about the service. */
export class ProcessSaturated extends Error {
  override readonly name = "ProcessSaturated";
}

interface Patience {
  /** Aborts when the time is over. Its reason is `ProcessSaturated` if this process was too busy to tell. */
  signal: AbortSignal;
  /** Ends the wait. The signal then never aborts. */
  end: () => void;
}

/** The time, in ms, after which even a busy process no longer waits. */
export function longestWaitMs(milliseconds: number): number {
  return MOST_TIMES_AS_LONG * milliseconds;
}

export function patienceOf(milliseconds: number): Patience {
  const controller = new AbortController();
  const latest = performance.now() + longestWaitMs(milliseconds);
  let ticks = milliseconds / TICK_MS;
  let moreTurns = MORE_TURNS;
  let turn: NodeJS.Immediate | undefined;
  const wait = () => {
    if (performance.now() > latest) controller.abort(new ProcessSaturated());
    else if (moreTurns === 0) controller.abort(new Error("the service is slow"));
    else turn = setImmediate(wait);
    moreTurns -= 1;
  };
  const timer = setInterval(() => {
    ticks -= 1;
    if (ticks > 0 && performance.now() < latest) return;
    clearInterval(timer);
    wait();
  }, TICK_MS).unref();
  const end = () => {
    clearInterval(timer);
    clearImmediate(turn);
  };
  return { signal: controller.signal, end };
}
