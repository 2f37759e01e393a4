import { Sparkles } from "lucide-react";
import type { Metadata } from "next";
import { BarChart } from "@/components/charts/bar-chart";
import { startOf } from "@/components/charts/values";
import { WeekChange } from "@/components/charts/week-change";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { Time } from "@/components/ui/time";
import { Buckets } from "@/components/usage/buckets";
import { CallTable } from "@/components/usage/call-table";
import { OverageCard } from "@/components/usage/overage-card";
import { UsageNotice } from "@/components/usage/usage-notice";
import { roleAtLeast } from "@/lib/access/roles";
import { getUsageSummary } from "@/lib/usage/get-usage-summary";
import { listCalls } from "@/lib/usage/list-calls";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitOverage } from "./actions";
import { TopUsers } from "./top-users";

export const metadata: Metadata = { title: "Usage" };

interface UsagePageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

const PAGE_SIZE = "20";

export default async function UsagePage({ params, searchParams }: UsagePageProps) {
  const { org } = await params;
  const caller = await requireMember(org, "member");
  const { organization, role, user } = caller.actor;
  const home = `/org/${organization.slug}`;
  const isAdmin = roleAtLeast(role, "org_admin");
  const summary = await getUsageSummary(caller, {});
  const page = await listPage(searchParams, [], (query) => listCalls(caller, { ...query, limit: PAGE_SIZE }));
  const days = summary.days.map(({ day, credits }) => ({ day, value: credits }));
  const shown = days.slice(startOf(days));
  return (
    <OrganizationFrame caller={caller} current="usage">
      <PageHeader
        title="Usage"
        description={`The AI credits of ${organization.name}. One credit is one token that a model reads or writes.`}
        action={
          isAdmin && (
            <LinkButton href={`${home}/billing`} variant="secondary">
              Billing
            </LinkButton>
          )
        }
      />
      <UsageNotice balance={summary} isAdmin={isAdmin} home={home} />
      <Card
        title={`Plan ${summary.plan.name}`}
        description={
          <>
            The plan’s credits are renewed on <Time at={summary.window.end} show="day" />. Credits are used in the order
            below.
          </>
        }
      >
        <Buckets balance={summary} />
      </Card>
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-3">
        <Card
          stretch
          title="Credits per day"
          description="The last 30 days (UTC)."
          className={cx(isAdmin ? "lg:col-span-2" : "lg:col-span-3")}
        >
          <div className="grid gap-6">
            <WeekChange values={shown} />
            <BarChart title="Credits per day" unit="Credits" values={shown} />
          </div>
        </Card>
        {isAdmin && <TopUsers caller={caller} />}
      </div>
      {isAdmin && (
        <OverageCard
          plan={summary.plan}
          overage={summary.overage}
          price={summary.overage_price}
          slug={organization.slug}
          action={submitOverage}
        />
      )}
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-base font-semibold">Calls</h2>
        {page.items.length === 0 ? (
          <EmptyState icon={<Sparkles aria-hidden="true" />} title="No AI calls yet">
            Each use of the AI assistant is listed here, with the credits that it used.
          </EmptyState>
        ) : (
          <CallTable calls={page.items} reader={user.id} isAdmin={isAdmin} />
        )}
        <Paging here={`${home}/usage`} page={page} />
      </section>
    </OrganizationFrame>
  );
}
