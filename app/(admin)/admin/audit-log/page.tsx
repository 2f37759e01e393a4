import type { Metadata } from "next";
import { SYSTEM_AUDIT_FILTERS, SystemAuditFilters } from "@/components/admin/system-audit-filters";
import { SystemAuditLog } from "@/components/admin/system-audit-log";
import { NoEntries } from "@/components/audit/no-entries";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { getAuditActions, listAuditLog } from "@/lib/admin/list-audit-log";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "System audit log" };

const HERE = "/admin/audit-log";

export default async function SystemAuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const { actions } = await getAuditActions(caller, {});
  const page = await listPage(searchParams, SYSTEM_AUDIT_FILTERS, (query) => listAuditLog(caller, query));
  return (
    <AdminFrame caller={caller} current="audit-log">
      <PageHeader
        breadcrumb={[{ label: "System console", href: "/admin" }, { label: "Audit log" }]}
        title="Audit log"
        description="Actions in all organizations, and outside of them. Security events concern sign-ins, passwords, accounts, roles, invitations, exports and the console, and include everything that was refused."
      />
      <SystemAuditFilters here={HERE} actions={actions} values={page.query} />
      {page.items.length === 0 ? (
        <NoEntries here={HERE} isReadable={page.isReadable} />
      ) : (
        <SystemAuditLog entries={page.items} here={HERE} />
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
