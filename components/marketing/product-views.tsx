import type { ReactNode } from "react";
import { Totals } from "@/components/admin/totals";
import { AuditLogList } from "@/components/audit/audit-log-list";
import { BarChart } from "@/components/charts/bar-chart";
import { WeekChange } from "@/components/charts/week-change";
import { CreateLink } from "@/components/dashboard/feature";
import { OrganizationDashboard } from "@/components/dashboard/organization-dashboard";
import { MemberList } from "@/components/forms/member-list";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { ROLE_WORDS } from "@/lib/memberships/role-words";
import type { FormAction } from "@/lib/web/adapters/form-state";
import {
  ORGANIZATION,
  sampleActivity,
  sampleFeature,
  sampleJoined,
  sampleMembers,
  sampleOverview,
  type SampleFeature,
} from "./samples";
import { sampleEntries } from "./sample-entries";

export interface ProductView {
  /** The `id` of the place in the sidebar. */
  id: string;
  label: string;
  isOfConsole?: boolean;
  /** The path shown in the picture's address bar. */
  path: string;
  picture: ReactNode;
}

interface Shown {
  feature: SampleFeature | undefined;
  now: number;
}

/** An inactive action, because the forms in pictures must not be submitted. */
const inactive: FormAction = (state) => Promise.resolve(state);

const HOME = `/org/${ORGANIZATION.slug}`;

function Dashboard({ feature: shown, now }: Shown) {
  return (
    <>
      <PageHeader
        headingLevel={3}
        title="Dashboard"
        description={`${ORGANIZATION.name} · ${ROLE_WORDS.org_admin}`}
        action={shown && <CreateLink create={shown.create} home="" />}
      />
      <OrganizationDashboard
        members={sampleMembers(now).length}
        joinedThisWeek={sampleJoined(now)}
        invited={2}
        features={shown ? [sampleFeature(shown, now)] : []}
        activity={sampleActivity(now)}
        home=""
      />
    </>
  );
}

function Members({ now }: Shown) {
  return (
    <>
      <PageHeader headingLevel={3} title="Members" description={`The people in ${ORGANIZATION.name} and their roles.`} />
      <MemberList
        members={sampleMembers(now)}
        slug={ORGANIZATION.slug}
        organizationName={ORGANIZATION.name}
        mayManage={false}
        roleAction={inactive}
        removeAction={inactive}
      />
    </>
  );
}

function AuditLog({ feature, now }: Shown) {
  return (
    <>
      <PageHeader
        headingLevel={3}
        title="Audit log"
        description={`Who changed what in ${ORGANIZATION.name}, newest first.`}
      />
      <AuditLogList entries={sampleEntries(feature, now)} here="/" headingLevel={4} />
    </>
  );
}

function Overview({ now }: Shown) {
  const { totals, sign_ups, active_users } = sampleOverview(now);
  return (
    <>
      <PageHeader headingLevel={3} title="Overview" description="Totals, and the last 30 days (UTC)." />
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <div className="md:col-span-2">
          <Totals totals={totals} />
        </div>
        <Card
          headingLevel={3}
          title="Sign-ups per day"
          description="Accounts that still exist, by the day they were created. A pending sign-up does not count yet."
        >
          <WeekChange values={sign_ups} />
          <BarChart title="Sign-ups per day" unit="Accounts" values={sign_ups} />
        </Card>
        <Card
          headingLevel={3}
          title="Active users per day"
          description="Users who signed in or changed something that day. Users who only read are not counted."
        >
          <WeekChange values={active_users} isAverage />
          <BarChart title="Active users per day" unit="Users" values={active_users} />
        </Card>
      </div>
    </>
  );
}

/** The product's pages, drawn by their own components with sample data. */
export function productViews(shown: Shown): ProductView[] {
  return [
    { id: "dashboard", label: "Dashboard", path: HOME, picture: <Dashboard {...shown} /> },
    { id: "members", label: "Members", path: `${HOME}/members`, picture: <Members {...shown} /> },
    { id: "audit-log", label: "Audit log", path: `${HOME}/audit-log`, picture: <AuditLog {...shown} /> },
    { id: "overview", label: "Console", path: "/admin", isOfConsole: true, picture: <Overview {...shown} /> },
  ];
}
