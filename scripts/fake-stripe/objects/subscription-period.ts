// The periods of subscriptions: calendar months and years in UTC, whose day is that of the anchor or the month's last.
import type { Price } from "../wire";

const DAY = 86_400;

/** @param months may be negative */
export function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const first = new Date(from);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(first.getTime() / 1000);
}

/** The end of the `count`-th period after the anchor, in seconds. */
export function periodEnd(anchor: number, price: Price, count = 1): number {
  const interval = price.recurring?.interval ?? "month";
  const periods = (price.recurring?.interval_count ?? 1) * count;
  if (interval === "day") return anchor + periods * DAY;
  if (interval === "week") return anchor + periods * 7 * DAY;
  return addMonths(anchor, periods * (interval === "year" ? 12 : 1));
}

/** An anchor in the past from which a period ends exactly at `end`: at the end of February, not the one of a period before. */
export function earlierAnchor(end: number, price: Price): number {
  for (let count = 1; ; count++) {
    const anchor = periodEnd(end, price, -count);
    if (periodEnd(anchor, price, count) === end) return anchor;
  }
}

/** The end of the period that begins at `start`, for a subscription with this anchor. */
export function nextPeriodEnd(anchor: number, start: number, price: Price): number {
  for (let count = 1; ; count++) {
    const end = periodEnd(anchor, price, count);
    if (end > start) return end;
  }
}
