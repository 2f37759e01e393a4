"use client";

import { useSyncExternalStore } from "react";
import {
  formatFresh,
  formatLocal,
  formatLocalClock,
  formatLocalDay,
  formatUtc,
  formatUtcClock,
  formatUtcDay,
} from "./format-time";

const EVERY_MS = 30_000;

function everyHalfMinute(notify: () => void): () => void {
  const timer = setInterval(notify, EVERY_MS);
  return () => clearInterval(timer);
}

const never = () => () => {};

/** The formats of a time in the reader's zone and in UTC: in full, the day only, or the clock time only. */
const FORMATS = {
  all: [formatLocal, formatUtc],
  day: [formatLocalDay, formatUtcDay],
  clock: [formatLocalClock, formatUtcClock],
} as const;

export interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** "3 minutes ago" if it is recent. */
  relative?: boolean;
  /** The part to show. The whole time appears on hover. */
  show?: keyof typeof FORMATS;
}

/** Shows UTC in the server's HTML, and the reader's time zone after the page is hydrated. */
export function Time({ at, relative = false, show = "all" }: TimeProps) {
  const date = new Date(at);
  const [inZone, inUtc] = FORMATS[show];
  const text = useSyncExternalStore(
    relative ? everyHalfMinute : never,
    () => (relative ? formatFresh(date, Date.now()) : null) ?? inZone(date),
    () => inUtc(date),
  );
  return (
    <time dateTime={at} title={formatUtc(date)} className="relative z-1 whitespace-nowrap">
      {text}
    </time>
  );
}
