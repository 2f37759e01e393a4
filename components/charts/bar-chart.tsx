import { cx } from "@/components/ui/cx";
import { ChartFrame, percent, type ChartProps } from "./chart-frame";

/** Extends every bar below the drawing, whose edge cuts off the lower rounded corners. */
const HIDDEN = 5;

/** Bars of at most 36 px, each in the middle of its day. The last one is pale, with an outline that keeps it visible. */
const BARS = cx(
  "fill-plot [&>svg]:overflow-visible [&_rect]:w-[min(100%,36px)] [&_rect]:-translate-x-1/2 [&_rect]:[transform-box:fill-box]",
  "[&>:last-child]:fill-plot/45 [&>:last-child]:stroke-plot",
);

/** One bar per day or week. The last bar is pale, because its day or week is not over. Drawn on the server. */
export function BarChart(props: ChartProps) {
  return (
    <ChartFrame
      {...props}
      gap={0.4}
      unfinished={<span className="size-2.5 rounded-[2px] border border-plot bg-plot/45" />}
      draw={({ x, y }) => (
        <svg width="100%" height="100%" className={BARS}>
          {props.values.map(({ day, value }) => (
            <svg key={day} x={percent(x(day) ?? 0)} width={percent(x.bandwidth())}>
              <rect x="50%" y={percent(y(value))} height={percent(100 - y(value) + HIDDEN)} rx={3} />
            </svg>
          ))}
        </svg>
      )}
    />
  );
}
