// The period of every chart and total of usage: thirty days in UTC, the last of which is today.
import "server-only";

const DAYS = 30;
const DAY_MS = 86_400_000;

export interface Days {
  first: Date;
  last: Date;
}

export function lastDays(now = Date.now()): Days {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  return { first: new Date(today - (DAYS - 1) * DAY_MS), last: new Date(today) };
}

/** Every day of the period, such as 2026-11-12. */
export function daysOf({ first, last }: Days): string[] {
  const length = 1 + Math.round((last.getTime() - first.getTime()) / DAY_MS);
  return Array.from({ length }, (_, at) => new Date(first.getTime() + at * DAY_MS).toISOString().slice(0, 10));
}
