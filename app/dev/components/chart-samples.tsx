import { AreaChart } from "@/components/charts/area-chart";
import { BarChart } from "@/components/charts/bar-chart";
import type { DayValue } from "@/components/charts/values";
import { Card } from "@/components/ui/card";

const DAY_MS = 86_400_000;
const SIGN_UPS = [3, 5, 2, 1, 6, 8, 7, 4, 3, 2, 7, 9, 8, 6, 5, 3, 4, 9, 11, 10, 8, 5, 4, 9, 12, 13, 11, 7, 6, 9];
const TOTALS = [2, 2, 2, 3, 3, 5, 5, 5, 6, 6, 6, 6, 8, 8, 9];

export function ChartSamples({ now }: { now: number }) {
  const daily = (values: number[]): DayValue[] =>
    values.map((value, index) => ({
      day: new Date(now - (values.length - 1 - index) * DAY_MS).toISOString().slice(0, 10),
      value,
    }));
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Card headingLevel={3} title="Sign-ups per day">
        <BarChart title="Sign-ups per day" unit="Accounts" values={daily(SIGN_UPS)} />
      </Card>
      <Card headingLevel={3} title="Organizations in total">
        <AreaChart title="Organizations in total" unit="Organizations" values={daily(TOTALS)} />
      </Card>
      <Card headingLevel={3} title="The first days">
        <BarChart title="The first days" unit="Accounts" values={daily([4, 0, 2])} />
      </Card>
      <Card headingLevel={3} title="A quiet month">
        <BarChart title="A quiet month" unit="Accounts" values={daily(SIGN_UPS.map(() => 0))} />
      </Card>
    </div>
  );
}
