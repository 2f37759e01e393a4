// Requests with an Idempotency-Key are carried out once; a repetition gets the stored answer for a day.
// https://docs.stripe.com/api/idempotent_requests
import { StripeFailure } from "./failure";

export interface StoredAnswer {
  status: number;
  body: string;
}

interface Entry {
  request: string;
  answer: StoredAnswer | null;
  at: number;
}

const LIFETIME_MS = 24 * 60 * 60 * 1000;
const MAX_KEY = 255;

export class IdempotencyKeys {
  private readonly entries = new Map<string, Entry>();

  /**
   * Claims a key for a request, or returns the answer that an equal request got.
   * @param request method, path and body
   * @throws StripeFailure if another request has the key, or the same one is in progress
   */
  begin(key: string, request: string): StoredAnswer | null {
    if (key.length > MAX_KEY) {
      const message = `Idempotency keys may be up to ${MAX_KEY} characters.`;
      throw new StripeFailure(400, { type: "idempotency_error", message });
    }
    const entry = this.entries.get(key);
    if (!entry || Date.now() - entry.at > LIFETIME_MS) {
      this.entries.set(key, { request, answer: null, at: Date.now() });
      return null;
    }
    if (entry.request !== request) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new StripeFailure(400, { type: "idempotency_error", message });
    }
    if (!entry.answer) {
      const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`;
      throw new StripeFailure(409, { type: "idempotency_error", code: "idempotency_key_in_use", message });
    }
    return entry.answer;
  }

  /** Stores the answer of a request that was carried out, also if it failed. */
  finish(key: string, answer: StoredAnswer): void {
    const entry = this.entries.get(key);
    if (entry) entry.answer = answer;
  }

  /** Forgets a request that was refused before it was carried out, so that it can be corrected and repeated. */
  release(key: string): void {
    if (this.entries.get(key)?.answer === null) this.entries.delete(key);
  }
}
