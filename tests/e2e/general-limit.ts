// Uses up the general limit of a visitor's IP address.
import { awaitSecondsLeft } from "./minute";
import type { RawVisitor } from "./raw-visitor";

/** RATE_LIMIT_PER_MINUTE of every instance. */
const GENERAL_LIMIT = 60;

/** @param seconds how long the minute must still last, for the requests that are to be refused */
export async function useUpGeneralLimit(who: RawVisitor, seconds: number): Promise<void> {
  await awaitSecondsLeft(seconds);
  await Promise.all(Array.from({ length: GENERAL_LIMIT }, () => who.send("/api/config", { method: "HEAD" })));
}
