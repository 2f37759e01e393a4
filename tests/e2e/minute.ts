// Rate-limit counts fade when their minute or hour ends, so a test with exact counts must not run across that moment.
import { setTimeout as sleep } from "node:timers/promises";

/** Waits for the next minute if the current minute has fewer than `seconds` seconds left. */
export async function awaitSecondsLeft(seconds: number): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < seconds * 1000) await sleep(left + 50);
}
