// Times as people read them: "12 Nov 2026, 14:05". No locale data, so server and browser agree to the letter.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE_MS = 60_000;
const FRESH_MINUTES = 60;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** "12 Nov" of a day in UTC. */
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

/** "3 minutes ago" for what is fresh, else null. A clock a little behind still says "just now". */
export function formatFresh(date: Date, now: number): string | null {
  const minutes = Math.floor((now - date.getTime()) / MINUTE_MS);
  if (minutes >= FRESH_MINUTES || minutes < -1) return null;
  if (minutes < 1) return "just now";
  return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
}
