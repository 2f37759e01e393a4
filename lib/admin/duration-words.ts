// Durations of the configuration in words. Exact, unlike a waiting time (lib/errors/describe-wait.ts).
import "server-only";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/**
 * In the largest unit that divides it: "30 days", "90 minutes".
 * @param seconds whole, at least 0
 */
export function durationWords(seconds: number): string {
  const [unit, size] = UNITS.find(([, each]) => seconds >= each && seconds % each === 0) ?? (["second", 1] as const);
  const count = seconds / size;
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
