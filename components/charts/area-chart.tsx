import { area, curveStepAfter, line } from "d3-shape";
import { ChartFrame, percent, type ChartProps } from "./chart-frame";

type Point = [across: number, up: number];

const areaUnder = (steps: Point[]) =>
  area(
    ([across]) => across,
    100,
    ([, up]) => up,
  ).curve(curveStepAfter)(steps) ?? "";
const lineAlong = (steps: Point[]) => line().curve(curveStepAfter)(steps) ?? "";

/** A total for each day, as steps: it changes on a day, not between days. The last day, which is not over, is dashed. */
export function AreaChart(props: ChartProps) {
  return (
    <ChartFrame
      {...props}
      gap={0}
      unfinished={<span className="w-4 border-t-2 border-dashed border-plot" />}
      draw={({ x, y }) => {
        const steps = props.values.map(({ day, value }): Point => [x(day) ?? 0, y(value)]);
        const [start, up] = steps.at(-1) ?? [100, 100];
        const end: Point = [100, up];
        const past = [...steps.slice(0, -1), [start, steps.at(-2)?.[1] ?? up] satisfies Point];
        return (
          <>
            <svg
              viewBox="0 0 100 100"
              width="100%"
              height="100%"
              preserveAspectRatio="none"
              strokeLinejoin="round"
              className="overflow-visible [&_[fill=none]]:stroke-plot [&_[fill=none]]:stroke-2"
            >
              <path d={areaUnder(past)} className="fill-plot/25" />
              <path d={areaUnder([[start, up], end])} className="fill-plot/10" />
              <path d={lineAlong(past)} fill="none" vectorEffect="non-scaling-stroke" />
              <path
                d={lineAlong([past.at(-1) ?? end, [start, up], end])}
                fill="none"
                vectorEffect="non-scaling-stroke"
                strokeDasharray="4 4"
              />
            </svg>
            <circle cx="100%" cy={percent(up)} r={4} className="fill-plot stroke-raised stroke-2" />
          </>
        );
      }}
    />
  );
}
