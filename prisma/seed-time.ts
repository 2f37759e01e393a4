// Past times for rows that the seed inserts, and ids that match them.
import { randomUUID } from "node:crypto";

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const OPENING_MINUTE = 480;

/** A time from 8:00 UTC on, `minute` minutes later, on that day or, if it is at a weekend, on the Friday before. */
export function atWork(daysAgo: number, minute: number): Date {
  const day = new Date((Math.floor(Date.now() / DAY_MS) - daysAgo) * DAY_MS);
  const afterFriday = { 6: 1, 0: 2 }[day.getUTCDay()] ?? 0;
  return new Date(day.getTime() - afterFriday * DAY_MS + (OPENING_MINUTE + minute) * MINUTE_MS);
}

/** A UUID of version 7 (RFC 9562 §5.7) with a past time, because lists show rows in the order of their ids. */
export function idAt(time: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}
