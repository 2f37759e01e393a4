import { scaleBand, scaleLinear } from "d3-scale";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { formatDay } from "@/components/ui/format-time";

export interface DayValue {
  /** A day in UTC, such as 2026-11-12. */
  day: string;
  value: number;
}

/** At full width, these sizes are CSS pixels, so that text is hardly scaled and stays legible. */
const WIDTH = 400;
const WIDE = 848;
const HEIGHT = 208;
const INSET = { top: 28, right: 4, bottom: 26, left: 36 };

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** For each interval: the table's column header, the number of values per label, and the name of one day or week. */
const STEPS = {
  day: { header: "Day (UTC)", between: 7, describe: (day: string) => dayLabel(day) },
  week: { header: "Week starting (UTC)", between: 3, describe: (day: string) => `Week of ${dayLabel(day)}` },
};

export type Step = keyof typeof STEPS;

/** The words for a value, shown while the pointer is on it. */
export const valueText = ({ day, value }: DayValue, step: Step = "day") => `${STEPS[step].describe(day)}: ${value}`;

export const dayLabel = (day: string) => formatDay(new Date(`${day}T00:00:00Z`));

/** The chart's scales: days from left to right, values from zero upward. */
export function chartScales({ values, wide = false }: Pick<ChartFrameProps, "values" | "wide">) {
  const width = wide ? WIDE : WIDTH;
  const x = scaleBand(
    values.map(({ day }) => day),
    [INSET.left, width - INSET.right],
  ).paddingInner(0.28);
  const most = Math.max(1, ...values.map(({ value }) => value));
  const y = scaleLinear([0, most], [HEIGHT - INSET.bottom, INSET.top]).nice(3);
  return { x, y, width };
}

/** The area of one value. While the pointer is over it, the value is shown at the top right of the chart. */
export function Hover({ each, step, children, scales }: HoverProps) {
  const { x, y, width } = scales;
  const [bottom = 0, top = 0] = y.range();
  return (
    <g className="group/value">
      {children}
      <rect
        x={(x(each.day) ?? 0) - (x.step() - x.bandwidth()) / 2}
        y={top}
        width={x.step()}
        height={bottom - top}
        className="fill-transparent group-hover/value:fill-stone group-hover/value:opacity-30"
      />
      <text
        data-readout=""
        x={width - INSET.right}
        y={11}
        textAnchor="end"
        className="pointer-events-none fill-text font-medium opacity-0 group-hover/value:opacity-100"
      >
        {valueText(each, step)}
      </text>
    </g>
  );
}

interface HoverProps {
  each: DayValue;
  step?: Step | undefined;
  scales: ReturnType<typeof chartScales>;
  children?: ReactNode;
}

export interface ChartFrameProps {
  /** What the numbers mean: the caption of the table. */
  title: string;
  /** What is counted, shown at the top of the axis. */
  unit: string;
  values: DayValue[];
  /** The interval between values. A week is named by its first day. */
  step?: Step;
  /** Whether the chart has twice the width. */
  wide?: boolean;
  children: ReactNode;
}

/** The axes and labels around a drawing. Screen readers get the same numbers as a table. */
export function ChartFrame({ title, unit, values, step = "day", wide, children }: ChartFrameProps) {
  const { x, y, width } = chartScales({ values, wide });
  const { header, between } = STEPS[step];
  // Counted back from the last value, so that the last value always has a label.
  const named = values.filter((_, index) => (values.length - 1 - index) % between === 0);
  return (
    <figure className="relative grid">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        aria-hidden="true"
        className={cx("w-full font-sans text-xs", !wide && "max-w-lg")}
      >
        <text x={0} y={11} className="fill-muted">
          {unit}
        </text>
        {y
          .ticks(3)
          .filter(Number.isInteger)
          .map((tick) => (
            <g key={tick}>
              <line x1={INSET.left} x2={width - INSET.right} y1={y(tick)} y2={y(tick)} className="stroke-border" />
              <text x={INSET.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-muted">
                {compact.format(tick)}
              </text>
            </g>
          ))}
        {children}
        {named.map(({ day }) => (
          <text key={day} x={(x(day) ?? 0) + x.bandwidth()} y={HEIGHT - 6} textAnchor="end" className="fill-muted">
            {dayLabel(day)}
          </text>
        ))}
      </svg>
      {/* Keyboard users open the numbers by moving the focus here. */}
      <div
        tabIndex={0}
        role="region"
        aria-label={`${title}, as a table`}
        className="sr-only focus:not-sr-only focus:absolute focus:inset-0 focus:overflow-y-auto focus:rounded-control focus:border focus:border-border focus:bg-overlay focus:p-3 focus:text-sm"
      >
        <table className="w-full text-left">
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{header}</th>
              <th scope="col">{unit}</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{dayLabel(day)}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
