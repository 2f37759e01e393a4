import type { Metadata } from "next";
import { Attention } from "@/components/admin/attention";
import { Totals } from "@/components/admin/totals";
import { AreaChart } from "@/components/charts/area-chart";
import { BarChart } from "@/components/charts/bar-chart";
import { WeekChange } from "@/components/charts/week-change";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { getOverview } from "@/lib/admin/get-overview";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import { AdminFrame } from "./admin-frame";

export const metadata: Metadata = { title: "System console" };

export default async function OverviewPage() {
  const caller = await requireSystemAdmin();
  const { totals, attention, sign_ups, active_users, organizations } = await getOverview(caller, {});
  return (
    <AdminFrame caller={caller} current="overview">
      <PageHeader title="Overview" description="Totals, and the last 30 days (UTC)." />
      <Totals totals={totals} />
      <div className="grid gap-6 md:grid-cols-2">
        <Attention attention={attention} />
        <Card
          title="Sign-ups per day"
          description="Accounts that still exist, by the day they were created. A pending sign-up does not count yet."
        >
          <WeekChange values={sign_ups} unit="in 7 days" />
          <BarChart title="Sign-ups per day" unit="Accounts" values={sign_ups} />
        </Card>
        <Card
          title="Active users per day"
          description="Users who signed in or changed something that day. Users who only read are not counted."
        >
          <WeekChange values={active_users} unit="a day on average" isAverage />
          <BarChart title="Active users per day" unit="Users" values={active_users} />
        </Card>
        <Card
          title="Organizations in total"
          description="The number of organizations at the end of each day. Deleted organizations are not counted."
          className="md:col-span-2"
        >
          <div className="hidden md:block">
            <AreaChart title="Organizations in total" unit="Organizations" values={organizations} wide />
          </div>
          <div className="md:hidden">
            <AreaChart title="Organizations in total" unit="Organizations" values={organizations} />
          </div>
        </Card>
      </div>
    </AdminFrame>
  );
}
