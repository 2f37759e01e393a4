// Past times for rows that the seed inserts, and ids that match them.
import { randomUUID } from "node:crypto";

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const OPENING_MINUTE = 480;

/** `minute` minutes after 8:00 UTC, on that day or, if it is at a weekend, on the Friday before. */
export function atWork(daysAgo: number, minute: number, now = Date.now()): Date {
  const day = new Date((Math.floor(now / DAY_MS) - daysAgo) * DAY_MS);
  const afterFriday = { 6: 1, 0: 2 }[day.getUTCDay()] ?? 0;
  return new Date(day.getTime() - afterFriday * DAY_MS + (OPENING_MINUTE + minute) * MINUTE_MS);
}

const [FOUNDED, FIRST_INVITED_BY_ADMIN] = [90, 87];
const [ANSWERED_AFTER, CHANGED_AFTER] = [75, 95];

export interface Joining {
  invitedAt: Date;
  joinedAt: Date;
  /** When an admin changed the role, if it was changed. */
  roleChangedAt: Date;
}

/**
 * The organization's first member is invited when it is founded, and each other member a day after the one before, or later
 * on the same Friday.
 */
export function joiningTimes(index: number, now?: number): Joining {
  const [day, minute] = index === 0 ? [FOUNDED, 30] : [FIRST_INVITED_BY_ADMIN - (index - 1), index * 110];
  return {
    invitedAt: atWork(day, minute, now),
    joinedAt: atWork(day, minute + ANSWERED_AFTER, now),
    roleChangedAt: atWork(day, minute + CHANGED_AFTER, now),
  };
}

/** Before the first organization. */
export function systemAdminTimes(now?: number) {
  return {
    createdAt: atWork(FOUNDED, 0, now),
    chosePasswordAt: atWork(FOUNDED, 5, now),
    signedInAt: atWork(FOUNDED, 6, now),
  };
}

/** A UUID of version 7 (RFC 9562 §5.7) with a past time, because lists show rows in the order of their ids. */
export function idAt(time: number): string {
  const hex = Math.floor(time).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}
