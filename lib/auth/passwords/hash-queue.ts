// Bounds how many passwords are hashed at once, so that a flood exhausts neither memory (19 MiB a hash)
// nor the thread pool that files and names are looked up with. Over the bound, work waits; over the
// greatest queue it is refused with BUSY.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

const CONCURRENT = 2;
const MAX_WAITING = 200; // about five seconds on two cores
const RETRY_AFTER_SECONDS = 5;

interface HashQueue {
  running: number;
  waiting: (() => void)[];
}

const holder = globalThis as typeof globalThis & { gatehouseHashQueue?: HashQueue };

function queue(): HashQueue {
  return (holder.gatehouseHashQueue ??= { running: 0, waiting: [] });
}

/** @throws AppError BUSY when too many wait already */
export async function inHashQueue<T>(work: () => Promise<T>): Promise<T> {
  const state = queue();
  if (state.running >= CONCURRENT) {
    if (state.waiting.length >= MAX_WAITING) {
      throw new AppError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS, internal: "hash queue is full" });
    }
    // Whoever finishes hands its place on, so `running` is not touched here.
    await new Promise<void>((resolve) => state.waiting.push(resolve));
  } else {
    state.running += 1;
  }
  try {
    return await work();
  } finally {
    const next = state.waiting.shift();
    if (next) next();
    else state.running -= 1;
  }
}
