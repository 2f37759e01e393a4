import { scaleBand, scaleLinear } from "d3-scale";
import { Fragment, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { FewValues } from "./few-values";
import { FEWEST, STEPS, dayLabel, type DayValue, type Step } from "./values";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A share of the drawing's width or height. */
export const percent = (share: number) => `${Number(share.toFixed(2))}%`;

/** Days from left to right, values from bottom to top, in percent of the drawing. `gap` is the part of a day left free. */
function chartScales(values: DayValue[], gap: number) {
  const days = values.map(({ day }) => day);
  const most = Math.max(1, ...values.map(({ value }) => value));
  const ticks = scaleLinear([0, most], [0, 1]).nice(3).ticks(3).filter(Number.isInteger);
  const [first = 0, second = 1] = ticks;
  // The highest value stays below the top line.
  if ((ticks.at(-1) ?? 0) <= most) ticks.push((ticks.at(-1) ?? 0) + second - first);
  const y = scaleLinear([0, ticks.at(-1) ?? most], [100, 0]);
  return { x: scaleBand(days, [0, 100]).paddingInner(gap), y, ticks };
}

export type Scales = ReturnType<typeof chartScales>;

export interface ChartProps {
  /** What the numbers mean: the caption of the table. */
  title: string;
  /** What is counted, shown above the axis. */
  unit: string;
  /** Ends with the current day or week, which is not over. */
  values: DayValue[];
  /** Weeks are named by their first day. */
  step?: Step;
}

interface ChartFrameProps extends ChartProps {
  gap: number;
  /** Looks like the part of the drawing that is not over, for the legend. */
  unfinished: ReactNode;
  draw: (scales: Scales) => ReactNode;
}

/**
 * The axes around a drawing. Positions are percentages of an SVG without a view box, so the drawing stretches while texts
 * and lines keep their size. Screen readers and the keyboard get the same numbers as a table.
 */
export function ChartFrame({ title, unit, values, step = "day", gap, unfinished, draw }: ChartFrameProps) {
  if (values.length < FEWEST || values.every(({ value }) => value === 0))
    return <FewValues title={title} values={values} step={step} />;
  const scales = chartScales(values, gap);
  return (
    <figure className="group/chart @container relative grid h-full grid-rows-[auto_minmax(0,1fr)] gap-3">
      <div aria-hidden="true" className="flex justify-between gap-4 text-xs text-muted">
        <span>{unit}</span>
        <span className="flex items-center gap-1.5 group-has-[[data-value]:hover]/chart:invisible">
          {unfinished}
          {STEPS[step].last} so far
        </span>
      </div>
      <div className="pr-3 pb-6 pl-9">
        <svg aria-hidden="true" className="h-full min-h-45 w-full overflow-visible font-sans text-xs">
          <Axes values={values} step={step} {...scales} />
          {draw(scales)}
          <Readouts values={values} step={step} {...scales} />
        </svg>
      </div>
      <Numbers title={title} unit={unit} values={values} step={step} />
    </figure>
  );
}

type PartProps = Scales & { values: DayValue[]; step: Step };

function Axes({ values, step, x, y, ticks }: PartProps) {
  const { between, narrow, last } = STEPS[step];
  // Counted back from the last value, so that the last value always has a label.
  const named = values
    .map(({ day }, index) => ({ day, before: values.length - 1 - index }))
    .filter(({ before }) => before % between === 0);
  return (
    <>
      {ticks.map((tick) => (
        <Fragment key={tick}>
          <line
            x2="100%"
            y1={percent(y(tick))}
            y2={percent(y(tick))}
            shapeRendering="crispEdges"
            className={tick === 0 ? "stroke-control" : "stroke-border"}
          />
          <text x={-10} y={percent(y(tick))} dy="0.32em" textAnchor="end" className="fill-muted">
            {compact.format(tick)}
          </text>
        </Fragment>
      ))}
      {named.map(({ day, before }) => {
        const isLast = before === 0;
        const middle = (x(day) ?? 0) + x.bandwidth() / 2;
        // The last label ends at the edge of the card's text, because its middle may be too near to the edge.
        const position = isLast ? ({ x: "100%", dx: 12, textAnchor: "end" } as const) : { x: percent(middle) };
        return (
          <text
            key={day}
            y="100%"
            dy={20}
            textAnchor="middle"
            {...position}
            className={cx("fill-muted", before % narrow > 0 && "@max-md:hidden")}
          >
            {isLast ? last : dayLabel(day)}
          </text>
        );
      })}
    </>
  );
}

/** On the parent, so that the HTML does not repeat them for each value. */
const READOUTS = cx(
  "[&_rect]:fill-transparent [&>g:hover>rect]:fill-text [&>g:hover>rect]:opacity-10",
  "[&_text]:pointer-events-none [&_text]:fill-text [&_text]:font-medium [&_text]:opacity-0 [&>g:hover>text]:opacity-100",
);

/** The words for a value, shown at the top right, and the number above it, while the pointer is above or below the value. */
function Readouts({ values, step, x, y }: PartProps) {
  const { last, nameOf, hasNumbers } = STEPS[step];
  return (
    <g textAnchor="end" className={READOUTS}>
      {values.map(({ day, value }, index) => (
        <g key={day} data-value="">
          <rect x={percent((x(day) ?? 0) - (x.step() - x.bandwidth()) / 2)} width={percent(x.step())} height="100%" />
          <text x="100%" y={-16}>
            {`${index === values.length - 1 ? `${last} so far` : nameOf(day)}: ${value.toLocaleString("en")}`}
          </text>
          {hasNumbers && value > 0 && (
            <text x={percent((x(day) ?? 0) + x.bandwidth() / 2)} y={percent(y(value))} dy={-6} textAnchor="middle">
              {compact.format(value)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

/** The values as a table, which appears over the drawing when the focus moves to it. */
function Numbers({ title, unit, values, step }: ChartProps & { step: Step }) {
  const { header, last } = STEPS[step];
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`${title}, as a table`}
      className="sr-only focus:not-sr-only focus:absolute focus:inset-0 focus:overflow-y-auto focus:rounded-control focus:border focus:border-border focus:bg-overlay focus:p-3 focus:text-sm"
    >
      <table className="w-full text-left [&_td]:text-right [&_th]:font-normal">
        <caption className="pb-2 text-left font-medium">{title}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col">{header}</th>
            <th scope="col" className="text-right">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ day, value }, index) => (
            <tr key={day}>
              <th scope="row">
                {dayLabel(day)}
                {index === values.length - 1 && ` (${last.toLowerCase()} so far)`}
              </th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
