import { formatDay } from "@/components/ui/format-time";

export interface DayValue {
  /** A day in UTC, such as 2026-11-12. */
  day: string;
  value: number;
}

export const dayLabel = (day: string) => formatDay(new Date(`${day}T00:00:00Z`));

/** With fewer values than this, a chart would be nearly empty. */
export const FEWEST = 7;

/**
 * For each interval: its words, the number of values per label of the axis, and of a narrow axis, and whether there is room
 * for a number above a value.
 */
export const STEPS = {
  day: {
    header: "Day (UTC)",
    last: "Today",
    plural: "days",
    between: 7,
    narrow: 7,
    hasNumbers: false,
    nameOf: dayLabel,
  },
  week: {
    header: "Week starting (UTC)",
    last: "This week",
    plural: "weeks",
    between: 2,
    narrow: 4,
    hasNumbers: true,
    nameOf: (day: string) => `Week of ${dayLabel(day)}`,
  },
};

export type Step = keyof typeof STEPS;

/** The index of the first day on which any of the series is above zero; their length if there is none. */
export function startOf(...series: DayValue[][]): number {
  return Math.min(
    ...series.map((values) => {
      const first = values.findIndex(({ value }) => value > 0);
      return first === -1 ? values.length : first;
    }),
  );
}
