import { cx } from "@/components/ui/cx";
import { FEWEST, STEPS, type DayValue, type Step } from "./values";

interface FewValuesProps {
  title: string;
  values: DayValue[];
  step: Step;
}

/** A row per value, newest first, for a beginning that is too short for a chart. */
export function FewValues({ title, values, step }: FewValuesProps) {
  const { last, plural, nameOf } = STEPS[step];
  const most = Math.max(...values.map(({ value }) => value));
  if (most <= 0) {
    const none = values.length < FEWEST ? "None yet." : `None in the last ${values.length} ${plural}.`;
    return <p className="text-sm text-muted">{none}</p>;
  }
  return (
    <div className="grid gap-4">
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <tbody>
          {values.toReversed().map(({ day, value }, index) => (
            <tr key={day}>
              <th scope="row" className="w-px py-1.5 pr-4 text-left font-normal whitespace-nowrap text-muted">
                {index === 0 ? `${last} so far` : nameOf(day)}
              </th>
              <td className="py-1.5">
                <svg aria-hidden="true" className="h-3 w-full">
                  <rect
                    width={`${Math.round((100 * value) / most)}%`}
                    height="100%"
                    rx={2}
                    className={cx("fill-plot", index === 0 && "opacity-40")}
                  />
                </svg>
              </td>
              <td className="w-px py-1.5 pl-4 text-right font-medium">{value.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-xs text-muted">
        A chart appears here once there are {FEWEST} {plural} to show.
      </p>
    </div>
  );
}
