"use client";

import { useSyncExternalStore } from "react";
import { formatFresh, formatLocal, formatUtc } from "./format-time";

const EVERY_MS = 30_000;

function everyHalfMinute(notify: () => void): () => void {
  const timer = setInterval(notify, EVERY_MS);
  return () => clearInterval(timer);
}

const never = () => () => {};

export interface TimeProps {
  /** ISO 8601. */
  at: string;
  /** "3 minutes ago" if it is recent. */
  relative?: boolean;
}

/** Shows UTC in the server's HTML, and the reader's time zone once the page is hydrated. */
export function Time({ at, relative = false }: TimeProps) {
  const date = new Date(at);
  const text = useSyncExternalStore(
    relative ? everyHalfMinute : never,
    () => (relative ? formatFresh(date, Date.now()) : null) ?? formatLocal(date),
    () => formatUtc(date),
  );
  return (
    <time dateTime={at} title={formatUtc(date)} className="whitespace-nowrap">
      {text}
    </time>
  );
}
