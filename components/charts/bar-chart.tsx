import { ChartFrame, percent, type ChartProps } from "./chart-frame";

/** Extends every bar below the drawing, whose edge cuts off the lower rounded corners. */
const HIDDEN = 5;

/** One bar per day or week. The last bar is hollow, because its day or week is not over. Drawn on the server. */
export function BarChart(props: ChartProps) {
  const last = props.values.at(-1);
  return (
    <ChartFrame
      {...props}
      gap={0.32}
      unfinished={<span className="size-2.5 rounded-[2px] border-[1.5px] border-plot bg-plot/15" />}
      draw={({ x, y }) => (
        <>
          <svg width="100%" height="100%" className="fill-plot">
            {props.values.slice(0, -1).map(({ day, value }) => (
              <rect
                key={day}
                x={percent(x(day) ?? 0)}
                y={percent(y(value))}
                width={percent(x.bandwidth())}
                height={percent(100 - y(value) + HIDDEN)}
                rx={2}
              />
            ))}
          </svg>
          {last && (
            // Cuts off the outer half of the outline, which would make the bar wider than the others.
            <svg
              x={percent(x(last.day) ?? 0)}
              y={percent(y(last.value))}
              width={percent(x.bandwidth())}
              height={percent(100 - y(last.value))}
              className="overflow-hidden fill-plot/15 stroke-plot stroke-3"
            >
              <rect width="100%" height={percent(100 + HIDDEN)} rx={2} />
            </svg>
          )}
        </>
      )}
    />
  );
}
