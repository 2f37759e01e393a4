import { TimerOff } from "lucide-react";
import type { Metadata } from "next";
import { ExpiredCallTable } from "@/components/admin/expired-call-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { listExpiredCalls } from "@/lib/usage/list-expired-calls";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AdminFrame } from "../../admin-frame";

export const metadata: Metadata = { title: "Expired reservations" };

const HERE = "/admin/ai/expired-calls";

export default async function ExpiredCallsPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const page = await listPage(searchParams, [], (query) => listExpiredCalls(caller, query));
  return (
    <AdminFrame caller={caller} current="ai">
      <PageHeader
        breadcrumb={[
          { label: "System console", href: "/admin" },
          { label: "AI usage", href: "/admin/ai" },
        ]}
        title="Expired reservations"
        description="Calls that nobody settled within 15 minutes. Many at once mean that processes were killed, or that the database was away."
      />
      {page.items.length === 0 ? (
        <EmptyState icon={<TimerOff aria-hidden="true" />} title="No expired reservations">
          A call whose process ends before it is settled is listed here.
        </EmptyState>
      ) : (
        <ExpiredCallTable calls={page.items} />
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
