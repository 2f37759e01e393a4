import { area, curveStepAfter, line } from "d3-shape";
import { ChartFrame, percent, type ChartProps } from "./chart-frame";

/** A total for each day, as steps: it changes on a day, not between days. Drawn on the server. */
export function AreaChart(props: ChartProps) {
  const last = props.values.at(-1);
  return (
    <ChartFrame
      {...props}
      gap={0}
      draw={({ x, y }) => {
        const end: [number, number] = [100, y(last?.value ?? 0)];
        const steps = [...props.values.map(({ day, value }): [number, number] => [x(day) ?? 0, y(value)]), end];
        return (
          <>
            <svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none">
              <path
                d={
                  area(
                    ([across]) => across,
                    100,
                    ([, up]) => up,
                  ).curve(curveStepAfter)(steps) ?? ""
                }
                className="fill-stone"
              />
            </svg>
            {last && (
              <rect
                x={percent(x(last.day) ?? 0)}
                y={percent(y(last.value))}
                width={percent(x.bandwidth())}
                height={percent(100 - y(last.value))}
                className="fill-lamp"
              />
            )}
            <svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none" className="overflow-visible">
              <path
                d={line().curve(curveStepAfter)(steps) ?? ""}
                vectorEffect="non-scaling-stroke"
                strokeLinejoin="round"
                className="fill-none stroke-control stroke-2"
              />
            </svg>
          </>
        );
      }}
    />
  );
}
