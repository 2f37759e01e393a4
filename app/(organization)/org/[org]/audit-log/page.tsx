import { ScrollText, Search } from "lucide-react";
import type { Metadata } from "next";
import { AuditExport } from "@/components/audit/audit-export";
import { AuditFilters, type AuditFilterValues } from "@/components/audit/audit-filters";
import { AuditLogList } from "@/components/audit/audit-log-list";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getAuditChoices } from "@/lib/audit/get-audit-choices";
import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { requireMember, unlessRefused } from "@/lib/web/require";
import { searchParam, type SearchParams } from "@/lib/web/search-params";
import { OrganizationFrame } from "../organization-frame";

export const metadata: Metadata = { title: "Audit log" };

const FILTERS = ["action", "person", "entity_type", "entity_id", "outcome", "from", "to"] as const;

interface AuditLogPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

/** What is filtered by; an empty field of the form filters nothing. */
async function filtersIn(searchParams: SearchParams): Promise<AuditFilterValues> {
  const given = await Promise.all(FILTERS.map(async (name) => [name, await searchParam(searchParams, name)] as const));
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ""));
}

function sentenceOf(code: string): string {
  return ERROR_CODES[Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : "INTERNAL_ERROR"].message;
}

function Nothing({ here, isReadable }: { here: string; isReadable: boolean }) {
  return (
    <EmptyState
      icon={<Search aria-hidden="true" />}
      title={isReadable ? "Nothing like this happened" : "These filters cannot be read"}
      action={
        <LinkButton href={here} variant="secondary" size="sm">
          Show everything
        </LinkButton>
      }
    >
      {isReadable ? "No entry of the log matches. Entries that are too old are deleted." : "Check the address, or start over."}
    </EmptyState>
  );
}

export default async function AuditLogPage({ params, searchParams }: AuditLogPageProps) {
  const { org } = await params;
  const caller = await requireMember(org, "org_admin");
  const { slug, name } = caller.actor.organization;
  const here = `/org/${slug}/audit-log`;
  const values = await filtersIn(searchParams);
  const [cursor, refused] = [await searchParam(searchParams, "cursor"), await searchParam(searchParams, "refused")];
  const choices = await getAuditChoices(caller, {});
  const page = await unlessRefused(listAuditEntries(caller, { ...values, cursor }), "VALIDATION_ERROR", "MALFORMED_REQUEST");
  const items = page?.items ?? [];
  const isEmpty = items.length === 0 && Object.keys(values).length === 0 && cursor === undefined;
  const next = new URLSearchParams({ ...values, cursor: page?.next_cursor ?? "" });
  return (
    <OrganizationFrame caller={caller} current="audit-log">
      <PageHeader
        title="Audit log"
        description={`Who changed what in ${name}. An export holds up to 10,000 entries, the newest of what you filter for, and is recorded here.`}
        action={items.length > 0 && <AuditExport slug={slug} values={values} />}
      />
      {refused !== undefined && (
        <div role="alert">
          <Alert tone="danger" title="The log was not exported">
            {sentenceOf(refused)}
          </Alert>
        </div>
      )}
      {isEmpty ? (
        <EmptyState icon={<ScrollText aria-hidden="true" />} title="Nothing happened yet">
          Every change in the organization will be here, with who made it and when.
        </EmptyState>
      ) : (
        <>
          <AuditFilters here={here} choices={choices} values={values} />
          {items.length === 0 ? <Nothing here={here} isReadable={page !== null} /> : <AuditLogList entries={items} here={here} />}
        </>
      )}
      {page?.next_cursor && (
        <LinkButton href={`${here}?${next.toString()}`} variant="secondary" className="justify-self-start">
          Older entries
        </LinkButton>
      )}
    </OrganizationFrame>
  );
}
