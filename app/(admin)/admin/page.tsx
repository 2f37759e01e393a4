import type { Metadata } from "next";
import { Attention } from "@/components/admin/attention";
import { Totals } from "@/components/admin/totals";
import { AreaChart } from "@/components/charts/area-chart";
import { BarChart } from "@/components/charts/bar-chart";
import { startOf } from "@/components/charts/values";
import { WeekChange } from "@/components/charts/week-change";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getOverview } from "@/lib/admin/get-overview";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "./admin-frame";

export const metadata: Metadata = { title: "System console" };

export default async function OverviewPage() {
  const caller = await requireSystemAdmin();
  const { totals, attention, ...series } = await getOverview(caller, {});
  // In a new installation, the charts begin with its first day.
  const start = startOf(series.sign_ups, series.active_users, series.organizations);
  const signUps = series.sign_ups.slice(start);
  const activeUsers = series.active_users.slice(start);
  return (
    <AdminFrame caller={caller} current="overview">
      <PageHeader title="Overview" description="Totals, and the last 30 days (UTC)." />
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <div className="md:col-span-2">
          <Totals totals={totals} />
        </div>
        <div className="md:col-span-2">
          <Attention attention={attention} />
        </div>
        <Card
          title="Sign-ups per day"
          description="Accounts that still exist, by the day they were created. A pending sign-up does not count yet."
        >
          <WeekChange values={signUps} />
          <BarChart title="Sign-ups per day" unit="Accounts" values={signUps} />
        </Card>
        <Card
          title="Active users per day"
          description="Users who signed in or changed something that day. Users who only read are not counted."
        >
          <WeekChange values={activeUsers} isAverage />
          <BarChart title="Active users per day" unit="Users" values={activeUsers} />
        </Card>
        <Card
          title="Organizations in total"
          description="The number of organizations at the end of each day. Deleted organizations are not counted."
          className="md:col-span-2"
        >
          <AreaChart title="Organizations in total" unit="Organizations" values={series.organizations.slice(start)} />
        </Card>
      </div>
    </AdminFrame>
  );
}
