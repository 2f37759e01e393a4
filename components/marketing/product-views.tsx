import { Building2, LayoutDashboard, Mail, ScrollText, Settings, UserRound, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Totals } from "@/components/admin/totals";
import { AuditLogList } from "@/components/audit/audit-log-list";
import { BarChart } from "@/components/charts/bar-chart";
import { ActivityFeed } from "@/components/dashboard/activity-feed";
import { Count } from "@/components/dashboard/count";
import { FeatureCount, LatestOf, WeeklyChart } from "@/components/dashboard/feature";
import { MemberList } from "@/components/forms/member-list";
import { FeatureIcon } from "@/components/layout/feature-icon";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { FormAction } from "@/lib/web/adapters/form-state";
import { sampleActivity, sampleEntries, sampleFeature, sampleMembers, sampleOverview } from "./samples";

export interface ProductView {
  id: string;
  label: string;
  /** The path shown in the picture's address bar. */
  path: string;
  picture: ReactNode;
}

/** An inactive action, because the forms in pictures must not be submitted. */
const inactive: FormAction = (state) => Promise.resolve(state);

export const ORGANIZATION = "Stonebridge Works";

function Dashboard({ now }: { now: number }) {
  const feature = sampleFeature(now);
  return (
    <>
      <PageHeader headingLevel={3} title={ORGANIZATION} description="Welcome, Ada Mason. You’re an admin here." />
      <ul aria-label="At a glance" className="grid grid-cols-3 gap-2 sm:gap-4">
        <Count label="Members" value={4} href="/" icon={<Users aria-hidden="true" />} />
        <FeatureCount feature={feature} home="" />
        <Count label="Invited" value={2} href="/" icon={<Mail aria-hidden="true" />} />
      </ul>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-4">
        <WeeklyChart feature={feature} />
        <LatestOf feature={feature} home="" />
        <ActivityFeed activity={sampleActivity(now)} home="" />
      </div>
    </>
  );
}

function Members({ now }: { now: number }) {
  return (
    <>
      <PageHeader headingLevel={3} title="Members" description={`The people in ${ORGANIZATION} and their roles.`} />
      <MemberList
        members={sampleMembers(now)}
        slug="stonebridge"
        organizationName={ORGANIZATION}
        mayManage={false}
        roleAction={inactive}
        removeAction={inactive}
      />
    </>
  );
}

function AuditLog({ now }: { now: number }) {
  return (
    <>
      <PageHeader
        headingLevel={3}
        title="Audit log"
        description="What was done, by whom and from where. Entries cannot be edited."
      />
      <AuditLogList entries={sampleEntries(now)} here="/" headingLevel={4} />
    </>
  );
}

function Console({ now }: { now: number }) {
  const { totals, sign_ups, active_users } = sampleOverview(now);
  return (
    <>
      <PageHeader headingLevel={3} title="Overview" description="Totals, and the last 30 days (UTC)." />
      <Totals totals={totals} />
      <div className="grid gap-6 md:grid-cols-2">
        <Card headingLevel={3} title="Sign-ups per day">
          <BarChart title="Sign-ups per day" unit="Accounts" values={sign_ups} />
        </Card>
        <Card headingLevel={3} title="Active users per day">
          <BarChart title="Active users per day" unit="Users" values={active_users} />
        </Card>
      </div>
    </>
  );
}

/** The product's pages, drawn by their own components with sample data. */
export function productViews(now: number): ProductView[] {
  return [
    { id: "dashboard", label: "Dashboard", path: "/org/stonebridge", picture: <Dashboard now={now} /> },
    { id: "members", label: "Members", path: "/org/stonebridge/members", picture: <Members now={now} /> },
    { id: "audit-log", label: "Audit log", path: "/org/stonebridge/audit-log", picture: <AuditLog now={now} /> },
    { id: "console", label: "Console", path: "/admin", picture: <Console now={now} /> },
  ];
}

/** The sidebar beside each picture. */
export const PLACES = {
  organization: {
    title: "Organization",
    items: [
      { id: "dashboard", label: "Dashboard", href: "/", icon: <LayoutDashboard aria-hidden="true" /> },
      { id: "documents", label: "Documents", href: "/", icon: <FeatureIcon name="file" /> },
      { id: "members", label: "Members", href: "/", icon: <Users aria-hidden="true" /> },
      { id: "audit-log", label: "Audit log", href: "/", icon: <ScrollText aria-hidden="true" /> },
      { id: "settings", label: "Settings", href: "/", icon: <Settings aria-hidden="true" /> },
    ],
  },
  console: {
    title: "System console",
    items: [
      { id: "console", label: "Overview", href: "/", icon: <LayoutDashboard aria-hidden="true" /> },
      { id: "organizations", label: "Organizations", href: "/", icon: <Building2 aria-hidden="true" /> },
      { id: "users", label: "Users", href: "/", icon: <UserRound aria-hidden="true" /> },
      { id: "system-log", label: "Audit log", href: "/", icon: <ScrollText aria-hidden="true" /> },
      { id: "system-settings", label: "Settings", href: "/", icon: <Settings aria-hidden="true" /> },
    ],
  },
};
