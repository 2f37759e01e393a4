// Times in words: "12 Nov 2026, 14:05". Uses no locale data, so that server and browser render the same text.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE_MS = 60_000;
const FRESH_MINUTES = 60;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** A day in UTC, such as "12 Nov". */
export function formatDay(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

export function formatUtcDay(date: Date): string {
  return `${formatDay(date)} ${date.getUTCFullYear()}`;
}

export function formatUtcClock(date: Date): string {
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

export function formatUtc(date: Date): string {
  return `${formatUtcDay(date)}, ${formatUtcClock(date)}`;
}

export function formatLocalDay(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
}

export function formatLocalClock(date: Date): string {
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function formatLocal(date: Date): string {
  return `${formatLocalDay(date)}, ${formatLocalClock(date)}`;
}

/** A recent time such as "3 minutes ago", else null. A time up to a minute ahead is "just now", because clocks differ. */
export function formatFresh(date: Date, now: number): string | null {
  const minutes = Math.floor((now - date.getTime()) / MINUTE_MS);
  if (minutes >= FRESH_MINUTES || minutes < -1) return null;
  if (minutes < 1) return "just now";
  return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
}
