import type { Metadata } from "next";
import { SYSTEM_AUDIT_FILTERS, SystemAuditFilters } from "@/components/admin/system-audit-filters";
import { SystemAuditLog } from "@/components/admin/system-audit-log";
import { allActions } from "@/components/audit/audit-actions";
import { aboutWords } from "@/components/audit/audit-words";
import { NoEntries } from "@/components/audit/no-entries";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { getSystemAuditChoices } from "@/lib/admin/get-audit-choices";
import { listAuditLog } from "@/lib/admin/list-audit-log";
import { FEATURES } from "@/lib/features/features";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "System audit log" };

const HERE = "/admin/audit-log";

export default async function SystemAuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const page = await listPage(searchParams, SYSTEM_AUDIT_FILTERS, (query) => listAuditLog(caller, query));
  const { person, organization } = page.isReadable ? page.query : {};
  const choices = await getSystemAuditChoices(caller, { person, organization });
  return (
    <AdminFrame caller={caller} current="audit-log">
      <PageHeader title="Audit log" description="Every recorded action and refusal, inside and outside organizations." />
      <SystemAuditFilters
        here={HERE}
        actions={allActions(FEATURES)}
        choices={choices}
        values={page.query}
        about={aboutWords(page.items[0]?.entity)}
      />
      {page.items.length === 0 ? (
        <NoEntries here={HERE} isReadable={page.isReadable} />
      ) : (
        <SystemAuditLog entries={page.items} here={HERE} />
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
