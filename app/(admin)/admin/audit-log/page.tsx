import { Search } from "lucide-react";
import type { Metadata } from "next";
import { SYSTEM_AUDIT_FILTERS, SystemAuditFilters, type SystemAuditFilterValues } from "@/components/admin/system-audit-filters";
import { SystemAuditLog } from "@/components/admin/system-audit-log";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getAuditActions, listAuditLog } from "@/lib/admin/list-audit-log";
import { requireSystemAdmin, unlessRefused } from "@/lib/web/require";
import { searchParam, type SearchParams } from "@/lib/web/search-params";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "Audit log of the system" };

const HERE = "/admin/audit-log";

/** What is filtered by; an empty field of the form filters nothing. */
async function filtersIn(searchParams: SearchParams): Promise<SystemAuditFilterValues> {
  const given = await Promise.all(SYSTEM_AUDIT_FILTERS.map(async (name) => [name, (await searchParam(searchParams, name))?.trim()] as const));
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ""));
}

function Nothing({ isReadable }: { isReadable: boolean }) {
  return (
    <EmptyState
      icon={<Search aria-hidden="true" />}
      title={isReadable ? "Nothing like this happened" : "These filters cannot be read"}
      action={
        <LinkButton href={HERE} variant="secondary" size="sm">
          Show everything
        </LinkButton>
      }
    >
      {isReadable ? "No entry of the log matches. Entries that are too old are deleted." : "Check that ids are whole, or start over."}
    </EmptyState>
  );
}

export default async function SystemAuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin(HERE);
  const values = await filtersIn(searchParams);
  const cursor = await searchParam(searchParams, "cursor");
  const { actions } = await getAuditActions(caller, {});
  const page = await unlessRefused(listAuditLog(caller, { ...values, cursor }), "VALIDATION_ERROR", "MALFORMED_REQUEST");
  const items = page?.items ?? [];
  const next = new URLSearchParams({ ...values, cursor: page?.next_cursor ?? "" });
  return (
    <AdminFrame caller={caller} current="audit-log">
      <PageHeader
        breadcrumb={[{ label: "System console", href: "/admin" }, { label: "Audit log" }]}
        title="Audit log"
        description="Who did what, in every organization and in none. Security events are sign-ins, passwords, accounts, roles, invitations, exports, the console, and whatever was refused."
      />
      <SystemAuditFilters here={HERE} actions={actions} values={values} />
      {items.length === 0 ? <Nothing isReadable={page !== null} /> : <SystemAuditLog entries={items} here={HERE} />}
      {page?.next_cursor && (
        <LinkButton href={`${HERE}?${next.toString()}`} variant="secondary" className="justify-self-start">
          Older entries
        </LinkButton>
      )}
    </AdminFrame>
  );
}
