import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { organizationActions } from "@/components/audit/audit-actions";
import { AuditExport, RefusedExport } from "@/components/audit/audit-export";
import { AUDIT_FILTERS, AuditFilters } from "@/components/audit/audit-filters";
import { AuditLogList } from "@/components/audit/audit-log-list";
import { aboutWords } from "@/components/audit/audit-words";
import { NoEntries } from "@/components/audit/no-entries";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { getAuditChoices } from "@/lib/audit/get-audit-choices";
import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { EXPORT_MOST } from "@/lib/audit/schemas";
import { FEATURES } from "@/lib/features/features";
import { listPage } from "@/lib/web/adapters/list-page";
import { needsProof } from "@/lib/web/adapters/recent-proof";
import { refusedSentence } from "@/lib/web/pages/refused";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";

export const metadata: Metadata = { title: "Audit log" };

interface AuditLogPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function AuditLogPage({ params, searchParams }: AuditLogPageProps) {
  const { org } = await params;
  const caller = await requireMember(org, "org_admin");
  const { slug, name } = caller.actor.organization;
  const here = `/org/${slug}/audit-log`;
  const refused = await refusedSentence(searchParams, caller);
  const page = await listPage(searchParams, AUDIT_FILTERS, (query) => listAuditEntries(caller, query));
  const choices = await getAuditChoices(caller, page.isReadable ? { person: page.query.person } : {});
  const { items, query } = page;
  const isEmpty = items.length === 0 && Object.keys(query).length === 0;
  const exported = { slug, values: query, most: EXPORT_MOST, asksForProof: needsProof(caller) };
  return (
    <OrganizationFrame caller={caller} current="audit-log">
      <PageHeader
        title="Audit log"
        description={`Who changed what in ${name}, newest first.`}
        action={!isEmpty && refused === null && <AuditExport {...exported} />}
      />
      {refused !== null && <RefusedExport {...exported} refused={refused} />}
      {isEmpty ? (
        <EmptyState icon={<ScrollText aria-hidden="true" />} title="No entries yet">
          Every change in the organization is listed here, with who made it and when.
        </EmptyState>
      ) : (
        <>
          <AuditFilters
            here={here}
            actions={organizationActions(FEATURES)}
            choices={choices}
            values={query}
            about={aboutWords(items[0]?.entity)}
          />
          {items.length === 0 ? (
            <NoEntries here={here} isReadable={page.isReadable} />
          ) : (
            <AuditLogList entries={items} here={here} />
          )}
        </>
      )}
      <Paging here={here} page={page} />
    </OrganizationFrame>
  );
}
