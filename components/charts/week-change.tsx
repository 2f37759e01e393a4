import type { DayValue } from "./values";

const DAYS = 7;
const sum = (values: DayValue[]) => values.reduce((total, { value }) => total + value, 0);

export interface Week {
  value: number;
  /** The number of days that were added up: seven, or all if there are fewer. */
  days: number;
  /** In percent, against the seven days before; null if their sum is 0 or they are incomplete. */
  change: number | null;
}

/** The sum of the last seven days. */
export function lastWeek(values: DayValue[]): Week {
  const week = values.slice(-DAYS);
  const value = sum(week);
  const before = values.length < 2 * DAYS ? 0 : sum(values.slice(-2 * DAYS, -DAYS));
  return { value, days: week.length, change: before === 0 ? null : Math.round((100 * (value - before)) / before) };
}

export interface WeekChangeProps {
  values: DayValue[];
  /** Shows the daily average instead of the sum, for values that count the same people on several days. */
  isAverage?: boolean;
}

const numberOf = (value: number) => value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });

/** "42 in 7 days, +12% on the week before". Renders nothing for a single day, which the chart's own words describe. */
export function WeekChange({ values, isAverage = false }: WeekChangeProps) {
  const { value, days, change } = lastWeek(values);
  if (days < 2) return null;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-xl font-semibold proportional-nums">{numberOf(isAverage ? value / days : value)}</span>
      <span className="text-sm text-muted">
        {isAverage ? "a day on average" : `in ${days} days`}
        {change !== null &&
          `, ${change > 0 ? "+" : change < 0 ? "\u2212" : "\u00B1"}${Math.abs(change)}% on the week before`}
      </span>
    </p>
  );
}
