// What was counted fades when its minute or hour turns: a test that counts exactly keeps away from the turn.
import { setTimeout as sleep } from "node:timers/promises";

/** Waits for the next minute where this one has fewer seconds left. */
export async function awaitSecondsLeft(seconds: number): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < seconds * 1000) await sleep(left + 50);
}
