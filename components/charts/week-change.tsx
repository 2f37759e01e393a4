import type { DayValue } from "./chart-frame";

const DAYS = 7;
const sum = (values: DayValue[]) => values.reduce((total, { value }) => total + value, 0);

export interface Week {
  value: number;
  /** In percent, against the seven days before; null if their sum is 0. */
  change: number | null;
}

/** The sum of the last seven days. */
export function lastWeek(values: DayValue[]): Week {
  const value = sum(values.slice(-DAYS));
  const before = sum(values.slice(-2 * DAYS, -DAYS));
  return { value, change: before === 0 ? null : Math.round((100 * (value - before)) / before) };
}

export interface WeekChangeProps {
  values: DayValue[];
  /** Follows the number, such as "sign-ups in 7 days". */
  unit: string;
  /** Shows the daily average instead of the sum, for values that count the same people on several days. */
  isAverage?: boolean;
}

/** "42 sign-ups in 7 days, +12% on the week before". */
export function WeekChange({ values, unit, isAverage = false }: WeekChangeProps) {
  const { value, change } = lastWeek(values);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <span className="text-xl font-semibold tabular-nums">
        {(isAverage ? Math.round(value / DAYS) : value).toLocaleString("en")}
      </span>
      <span className="text-sm text-muted">
        {unit}
        {change !== null &&
          `, ${change > 0 ? "+" : change < 0 ? "\u2212" : "\u00B1"}${Math.abs(change)}% on the week before`}
      </span>
    </p>
  );
}
