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

export function formatUtc(date: Date): string {
  const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

export function formatLocal(date: Date): string {
  const day = `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;
  return `${day}, ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A recent time such as "3 minutes ago", else null. If the clock is a little behind, it says "just now". */
export function formatFresh(date: Date, now: number): string | null {
  const minutes = Math.floor((now - date.getTime()) / MINUTE_MS);
  if (minutes >= FRESH_MINUTES || minutes < -1) return null;
  if (minutes < 1) return "just now";
  return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
}
