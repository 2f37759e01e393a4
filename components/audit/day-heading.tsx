"use client";

import { useSyncExternalStore } from "react";
import { cx } from "@/components/ui/cx";
import { formatLocalDay, formatUtcDay } from "@/components/ui/format-time";

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_MS = 86_400_000;

const never = () => () => {};

/** "Today, 28 Nov 2026", or "Thursday, 26 Nov 2026" for a day before yesterday. */
function localWords(date: Date): string {
  const day = formatLocalDay(date);
  const now = Date.now();
  if (day === formatLocalDay(new Date(now))) return `Today, ${day}`;
  if (day === formatLocalDay(new Date(now - DAY_MS))) return `Yesterday, ${day}`;
  return `${WEEKDAYS[date.getDay()]}, ${day}`;
}

const utcWords = (date: Date) => `${WEEKDAYS[date.getUTCDay()]}, ${formatUtcDay(date)}`;

export interface DayHeadingProps {
  /** ISO 8601. */
  at: string;
  /** The time of the entry above; null for the first entry. */
  above: string | null;
  headingLevel: 2 | 4;
}

/**
 * The day of an entry, unless the entry above is of the same day. On a page of its own, it stays at the top of the screen
 * while its entries scroll by. Days are in UTC in the server's HTML, and in the reader's time zone once the page is
 * hydrated, like the times below.
 */
export function DayHeading({ at, above, headingLevel }: DayHeadingProps) {
  const words = (wordsOf: (date: Date) => string) => {
    const day = wordsOf(new Date(at));
    return above !== null && wordsOf(new Date(above)) === day ? "" : day;
  };
  const day = useSyncExternalStore(
    never,
    () => words(localWords),
    () => words(utcWords),
  );
  const Heading = `h${headingLevel}` as const;
  if (day === "") return null;
  return (
    <Heading
      className={cx(
        "border-b border-border bg-page px-4 py-1 text-xs font-medium text-muted",
        headingLevel === 2 && "sticky top-15 z-2 lg:top-0",
      )}
    >
      {day}
    </Heading>
  );
}
