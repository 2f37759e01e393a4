import { ChartFrame, chartScales, dayLabel, type ChartFrameProps } from "./chart-frame";

/** One bar per day. Today's bar is highlighted, because the day is not over. Drawn on the server. */
export function BarChart(props: Omit<ChartFrameProps, "children">) {
  const { x, y } = chartScales(props);
  const today = props.values.length - 1;
  return (
    <ChartFrame {...props}>
      {props.values.map(({ day, value }, index) => (
        <rect
          key={day}
          x={x(day)}
          y={y(value)}
          width={x.bandwidth()}
          height={y(0) - y(value)}
          className={index === today ? "fill-lamp stroke-control" : "fill-control"}
        >
          <title>{`${dayLabel(day)}: ${value}`}</title>
        </rect>
      ))}
    </ChartFrame>
  );
}
