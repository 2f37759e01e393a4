// Delivers events to the app: signed, in order and tried again after a failure, or as a test wants: twice, late, shuffled, or
// not at all. https://docs.stripe.com/webhooks
import Stripe from "stripe";
import type { Event } from "./wire";

export interface Delivery {
  event: Event;
  /** The raw body and its signature, as the endpoint receives them. */
  body: string;
  signature: string;
}

export interface WebhookOptions {
  url: string | null;
  secret: string;
}

const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000];
const TIMEOUT_MS = 10_000;

/** A generator of pseudorandom numbers from 0 to 1, for repeatable orders (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class Webhooks {
  private queue: Event[] = [];
  private working: Promise<void> = Promise.resolve();
  private isHeld = false;
  private copies = 1;
  private isDropped: (event: Event) => boolean = () => false;
  private readonly timers = new Set<NodeJS.Timeout>();
  private isClosed = false;
  /** The statuses that the endpoint answered, the newest last; 0 if it did not. */
  readonly answers: { type: string; id: string; status: number }[] = [];
  /** Milliseconds before each delivery. */
  delayMs = 0;

  constructor(private readonly options: WebhookOptions) {}

  get hasEndpoint(): boolean {
    return this.options.url !== null;
  }

  get held(): boolean {
    return this.isHeld;
  }

  get copyCount(): number {
    return this.copies;
  }

  /** Events that have not been delivered yet. */
  get pending(): readonly Event[] {
    return this.queue;
  }

  enqueue(event: Event): void {
    if (this.isDropped(event)) return;
    for (let copy = 0; copy < this.copies; copy++) this.queue.push(event);
    if (!this.isHeld && this.hasEndpoint) void this.deliver();
  }

  /** Every later event is queued so often. */
  duplicate(copies = 2): void {
    this.copies = copies;
  }

  /** Later events that match are lost; all are without an argument. */
  drop(matches: (event: Event) => boolean = () => true): void {
    this.isDropped = matches;
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): Promise<void> {
    this.isHeld = false;
    return this.deliver();
  }

  /** Orders the queue at random; the same seed gives the same order. */
  shuffle(seed: number): void {
    const next = random(seed);
    for (let index = this.queue.length - 1; index > 0; index--) {
      const other = Math.floor(next() * (index + 1));
      const [one, two] = [this.queue[index], this.queue[other]];
      if (one && two) [this.queue[index], this.queue[other]] = [two, one];
    }
  }

  /** Returns to ordinary deliveries. */
  reset(): void {
    this.copies = 1;
    this.delayMs = 0;
    this.isHeld = false;
    this.isDropped = () => false;
  }

  /** @param timestamp when it is signed, in seconds */
  sign(event: Event, timestamp = Math.floor(Date.now() / 1000)): Delivery {
    const body = JSON.stringify(event, null, 2);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: this.options.secret, timestamp });
    return { event, body, signature };
  }

  /** Empties the queue for a test that hands the events to the app itself. */
  take(): Delivery[] {
    return this.queue.splice(0).map((event) => this.sign(event));
  }

  /** Sends everything in the queue, one after the other. Resolves when all were tried. */
  deliver(): Promise<void> {
    this.working = this.working.then(async () => {
      while (this.queue.length > 0 && !this.isHeld && !this.isClosed) {
        const event = this.queue.shift();
        if (this.delayMs > 0) await this.pause(this.delayMs);
        if (event) await this.post(event, 0);
      }
    });
    return this.working;
  }

  /** Sends an event now, whatever became of it before. Returns the status of the answer, or 0. */
  resend(event: Event): Promise<number> {
    return this.post(event, RETRY_MS.length);
  }

  close(): void {
    this.isClosed = true;
    for (const timer of this.timers) clearTimeout(timer);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        resolve();
      }, ms).unref();
      this.timers.add(timer);
    });
  }

  private async post(event: Event, attempt: number): Promise<number> {
    const status = await this.send(event);
    this.answers.push({ type: event.type, id: event.id, status });
    if (this.answers.length > 500) this.answers.shift();
    const isAccepted = status >= 200 && status < 300;
    if (isAccepted) event.pending_webhooks = 0;
    const wait = RETRY_MS[attempt];
    if (!isAccepted && wait !== undefined && !this.isClosed) {
      void this.pause(wait).then(() => this.post(event, attempt + 1));
    }
    return status;
  }

  private async send(event: Event): Promise<number> {
    if (!this.options.url) return 0;
    const { body, signature } = this.sign(event);
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": signature,
      "user-agent": "Stripe/1.0 (simulator)",
    };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(this.options.url, { method: "POST", headers, body, redirect: "manual", signal });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }
}
