import { area, curveStep, line } from "d3-shape";
import { ChartFrame, chartScales, Hover, type ChartFrameProps, type DayValue } from "./chart-frame";

/** A total for each day, as steps: it changes on a day, not between days. Drawn on the server. */
export function AreaChart(props: Omit<ChartFrameProps, "children">) {
  const scales = chartScales(props);
  const { x, y } = scales;
  const across = ({ day }: DayValue) => (x(day) ?? 0) + x.bandwidth() / 2;
  const up = ({ value }: DayValue) => y(value);
  const last = props.values.at(-1);
  return (
    <ChartFrame {...props}>
      <path d={area(across, y(0), up).curve(curveStep)(props.values) ?? ""} className="fill-stone" />
      <path
        d={line(across, up).curve(curveStep)(props.values) ?? ""}
        className="fill-transparent stroke-control stroke-2"
        strokeLinejoin="round"
      />
      {props.values.map((each) => (
        <Hover key={each.day} each={each} step={props.step} scales={scales} />
      ))}
      {last && <circle cx={across(last)} cy={up(last)} r={4} className="fill-lamp stroke-control" />}
    </ChartFrame>
  );
}
