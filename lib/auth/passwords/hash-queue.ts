// Limits concurrent password hashing, so that a flood exhausts neither memory (19 MiB per hash) nor the thread pool that
// also serves files and DNS. Work above the limit waits; a full queue returns BUSY. Known users have one queue and strangers
// (anyone else) another. The two take turns, so strangers cannot delay known users. A mailbox may have at most two jobs in
// the queue of known users; its further jobs wait with the strangers.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { limitAddress } from "@/lib/rate-limit/limit-address";

const CONCURRENT = 2;
const MAX_WAITING = { known: 50, stranger: 150 }; // together about five seconds on two cores
const MAX_WAITING_PER_MAILBOX = 2;
const RETRY_AFTER_SECONDS = 5;

/** A known user is signed in, has signed in to the account in that browser before, or holds a mailed link. */
export type Asker = "stranger" | { knownAs: string };

type Lane = keyof typeof MAX_WAITING;

interface Job {
  mailbox: string | null;
  start: () => void;
}

interface HashQueue {
  running: number;
  waiting: Record<Lane, Job[]>;
  lastServed: Lane;
}

const holder = globalThis as typeof globalThis & { gatehouseHashQueue?: HashQueue };

function queue(): HashQueue {
  return (holder.gatehouseHashQueue ??= { running: 0, waiting: { known: [], stranger: [] }, lastServed: "stranger" });
}

/** @throws AppError BUSY when the queue is full */
export async function inHashQueue<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
  const state = queue();
  if (state.running >= CONCURRENT) {
    const mailbox = asker === "stranger" ? null : limitAddress(asker.knownAs);
    const lane = laneFor(state, mailbox);
    const waiting = state.waiting[lane];
    if (waiting.length >= MAX_WAITING[lane]) {
      throw new AppError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS, internal: "hash queue is full" });
    }
    // A finished job hands its slot to the next job, so `running` does not change here.
    await new Promise<void>((resolve) => waiting.push({ mailbox, start: resolve }));
  } else {
    state.running += 1;
  }
  try {
    return await work();
  } finally {
    const next = takeNext(state);
    if (next) next.start();
    else state.running -= 1;
  }
}

function laneFor({ waiting }: HashQueue, mailbox: string | null): Lane {
  if (mailbox === null) return "stranger";
  return waiting.known.filter((job) => job.mailbox === mailbox).length < MAX_WAITING_PER_MAILBOX ? "known" : "stranger";
}

/** Alternates between the queues while both have jobs. */
function takeNext(state: HashQueue): Job | undefined {
  const turn: Lane = state.lastServed === "known" ? "stranger" : "known";
  const lane: Lane = state.waiting[turn].length > 0 ? turn : state.lastServed;
  state.lastServed = lane;
  return state.waiting[lane].shift();
}
