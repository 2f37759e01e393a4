// Bounds how many passwords are hashed at once, so that a flood exhausts neither memory (19 MiB a hash) nor the thread
// pool that files and names are looked up with. Over the bound, work waits; over the greatest queue it is refused with
// BUSY. A part of the queue, and every other place, is for people we know: a flood by strangers does not hold them up.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

const CONCURRENT = 2;
const MAX_WAITING = { known: 50, stranger: 150 }; // together about five seconds on two cores
const RETRY_AFTER_SECONDS = 5;

/** Known is who is signed in, has signed in to the account in that browser before, or holds a link that was mailed. */
export type Asker = keyof typeof MAX_WAITING;

interface HashQueue {
  running: number;
  waiting: Record<Asker, (() => void)[]>;
  lastServed: Asker;
}

const holder = globalThis as typeof globalThis & { gatehouseHashQueue?: HashQueue };

function queue(): HashQueue {
  return (holder.gatehouseHashQueue ??= { running: 0, waiting: { known: [], stranger: [] }, lastServed: "stranger" });
}

/** @throws AppError BUSY when too many wait already */
export async function inHashQueue<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
  const state = queue();
  if (state.running >= CONCURRENT) {
    const waiting = state.waiting[asker];
    if (waiting.length >= MAX_WAITING[asker]) {
      throw new AppError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS, internal: "hash queue is full" });
    }
    // Whoever finishes hands its place on, so `running` is not touched here.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    state.running += 1;
  }
  try {
    return await work();
  } finally {
    const next = takeNext(state);
    if (next) next();
    else state.running -= 1;
  }
}

/** In turn where both wait. */
function takeNext(state: HashQueue): (() => void) | undefined {
  const turn: Asker = state.lastServed === "known" ? "stranger" : "known";
  const asker: Asker = state.waiting[turn].length > 0 ? turn : state.lastServed;
  state.lastServed = asker;
  return state.waiting[asker].shift();
}
