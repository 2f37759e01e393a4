// Spreads the starts of concurrent requests over several turns of the event loop, in order. Otherwise one turn would run the
// first steps of a whole burst, and a later request would wait for all of them. With 200 concurrent sign-ins, that wait is
// longer than the one second that tests/e2e/quiet/load.spec.ts allows.
import "server-only";

const STARTS_A_TURN = 4;

interface StartQueue {
  waiting: (() => void)[];
  startedThisTurn: number;
  scheduled: boolean;
}

const holder = globalThis as typeof globalThis & { gatehouseStarts?: StartQueue };

function queue(): StartQueue {
  return (holder.gatehouseStarts ??= { waiting: [], startedThisTurn: 0, scheduled: false });
}

function nextTurn(): void {
  const state = queue();
  state.scheduled = false;
  state.startedThisTurn = 0;
  const starts = state.waiting.splice(0, STARTS_A_TURN);
  for (const start of starts) {
    state.startedThisTurn += 1;
    start();
  }
  if (starts.length > 0) schedule();
}

function schedule(): void {
  const state = queue();
  if (state.scheduled) return;
  state.scheduled = true;
  setImmediate(nextTurn);
}

/** Starts a request now if this turn has room, otherwise in a later turn. */
export function startInTurn(start: () => void): void {
  const state = queue();
  schedule();
  if (state.waiting.length > 0 || state.startedThisTurn >= STARTS_A_TURN) {
    state.waiting.push(start);
    return;
  }
  state.startedThisTurn += 1;
  start();
}
