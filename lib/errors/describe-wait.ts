// A waiting time in words, rounded up so that it is never too short.
import "server-only";

/** @param seconds whole, at least 1 */
export function describeWait(seconds: number): string {
  if (seconds === 1) return "one second";
  return seconds < 100 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
