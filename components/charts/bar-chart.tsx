import { ChartFrame, chartScales, Hover, type ChartFrameProps } from "./chart-frame";

/** One bar per day or week. The last bar is highlighted, because its day or week is not over. Drawn on the server. */
export function BarChart(props: Omit<ChartFrameProps, "children">) {
  const scales = chartScales(props);
  const { x, y } = scales;
  const last = props.values.length - 1;
  return (
    <ChartFrame {...props}>
      {props.values.map((each, index) => (
        <Hover key={each.day} each={each} step={props.step} scales={scales}>
          <rect
            x={x(each.day)}
            y={y(each.value)}
            width={x.bandwidth()}
            height={y(0) - y(each.value)}
            className={index === last ? "fill-lamp stroke-control" : "fill-control"}
          />
        </Hover>
      ))}
    </ChartFrame>
  );
}
