// Idempotency keys for what requests at the same time would create twice. Stripe repeats its first response to a key for a day,
// even if that was a failure, so each key holds for a minute only.
import "server-only";

const KEY_MS = 60_000;

export const keyForNow = (name: string): string => `${name}-${Math.floor(Date.now() / KEY_MS)}`;
