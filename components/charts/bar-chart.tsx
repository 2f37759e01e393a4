import { ChartFrame, chartScales, valueText, type ChartFrameProps } from "./chart-frame";

/** One bar per day or week. The last bar is highlighted, because its day or week is not over. Drawn on the server. */
export function BarChart(props: Omit<ChartFrameProps, "children">) {
  const { x, y } = chartScales(props);
  const last = props.values.length - 1;
  return (
    <ChartFrame {...props}>
      {props.values.map((each, index) => (
        <rect
          key={each.day}
          x={x(each.day)}
          y={y(each.value)}
          width={x.bandwidth()}
          height={y(0) - y(each.value)}
          className={index === last ? "fill-lamp stroke-control" : "fill-control"}
        >
          <title>{valueText(each, props.step)}</title>
        </rect>
      ))}
    </ChartFrame>
  );
}
