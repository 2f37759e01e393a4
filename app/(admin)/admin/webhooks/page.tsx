import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { ClosureCard } from "@/components/billing/closure-card";
import { EventFilters } from "@/components/billing/event-filters";
import { EventTable } from "@/components/billing/event-table";
import { EmptyState } from "@/components/ui/empty-state";
import { NothingFound } from "@/components/ui/nothing-found";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { getClosures } from "@/lib/billing/get-closures";
import { listEvents } from "@/lib/billing/list-events";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { sellsPlans } from "@/lib/web/pages/product-facts";
import { AdminFrame } from "../admin-frame";
import { submitReplay } from "./actions";

export const metadata: Metadata = { title: "Webhooks" };

const HERE = "/admin/webhooks";

export default async function WebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const page = await listPage(searchParams, ["state", "type"], (query) => listEvents(caller, query));
  const closures = await getClosures(caller, {});
  const isFiltered = Object.keys(page.query).length > 0;
  return (
    <AdminFrame caller={caller} current="webhooks">
      <PageHeader
        title="Webhooks"
        description="The events that Stripe has sent. One that could not be handled is tried again: at first after seconds, later after up to six hours. Without traffic, it waits for the scheduler."
      />
      {closures.failing_count > 0 && <ClosureCard closures={closures} />}
      <EventFilters here={HERE} query={page.query} />
      {page.items.length > 0 ? (
        <EventTable events={page.items} replayAction={submitReplay} />
      ) : isFiltered ? (
        <NothingFound isReadable={page.isReadable} here={HERE} title="No events found">
          No event has this state and type.
        </NothingFound>
      ) : (
        <EmptyState icon={<Webhook aria-hidden="true" />} title="No events yet">
          {sellsPlans()
            ? "Stripe sends one for every payment and every change of a subscription."
            : "Payments are turned off, so Stripe sends none."}
        </EmptyState>
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
