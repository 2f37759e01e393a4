// How long a request can be in flight, for code that may forget what belongs to an older one.
import "server-only";

/** Longer than a request may take. */
export const LONGEST_REQUEST_MS = 2 * 60 * 1000;
