import { ChartFrame, percent, type ChartProps } from "./chart-frame";

/** Extends every bar below the drawing, whose edge cuts off the lower rounded corners. */
const HIDDEN = 5;

/** One bar per day or week. The last bar is highlighted, because its day or week is not over. Drawn on the server. */
export function BarChart(props: ChartProps) {
  const last = props.values.at(-1);
  return (
    <ChartFrame
      {...props}
      gap={0.32}
      draw={({ x, y }) => (
        <svg width="100%" height="100%" className="fill-control">
          {props.values.map(({ day, value }) => (
            <rect
              key={day}
              x={percent(x(day) ?? 0)}
              y={percent(y(value))}
              width={percent(x.bandwidth())}
              height={percent(100 - y(value) + HIDDEN)}
              rx={2}
              className={day === last?.day ? "fill-lamp stroke-control" : undefined}
            />
          ))}
        </svg>
      )}
    />
  );
}
