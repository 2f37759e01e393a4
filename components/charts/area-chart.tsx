import { area, line } from "d3-shape";
import { ChartFrame, chartScales, dayLabel, type ChartFrameProps, type DayValue } from "./chart-frame";

/** A total for each day, as an area. Drawn on the server. */
export function AreaChart(props: Omit<ChartFrameProps, "children">) {
  const { x, y } = chartScales(props);
  const across = ({ day }: DayValue) => (x(day) ?? 0) + x.bandwidth() / 2;
  const up = ({ value }: DayValue) => y(value);
  const last = props.values.at(-1);
  return (
    <ChartFrame {...props}>
      <path d={area(across, y(0), up)(props.values) ?? ""} className="fill-stone" />
      <path
        d={line(across, up)(props.values) ?? ""}
        className="fill-transparent stroke-control stroke-2"
        strokeLinejoin="round"
      />
      {props.values.map((each) => (
        <rect
          key={each.day}
          x={across(each) - x.step() / 2}
          y={y.range()[1]}
          width={x.step()}
          height={y(0) - (y.range()[1] ?? 0)}
          className="fill-transparent"
        >
          <title>{`${dayLabel(each.day)}: ${each.value}`}</title>
        </rect>
      ))}
      {last && <circle cx={across(last)} cy={up(last)} r={4} className="fill-lamp stroke-control" />}
    </ChartFrame>
  );
}
