import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { ListFilter } from "@/components/admin/list-filter";
import { OrganizationTable } from "@/components/admin/organization-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { orNotFound, requireSystemAdmin } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { AdminFrame } from "../admin-frame";
import { listQuery, nextPageHref } from "../list-query";

export const metadata: Metadata = { title: "Organizations" };

const HERE = "/admin/organizations";
const STATES = [["", "All"], ["active", "Active"], ["suspended", "Suspended"]] as const;

export default async function OrganizationsPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin(HERE);
  const query = await listQuery(searchParams, ["active", "suspended"]);
  const { items, next_cursor } = await orNotFound(listOrganizations(caller, query));
  return (
    <AdminFrame caller={caller} current="organizations">
      <PageHeader
        breadcrumb={[{ label: "System console", href: "/admin" }, { label: "Organizations" }]}
        title="Organizations"
        description="The newest first. Open one to see its people, or to suspend it."
        action={<LinkButton href={`${HERE}/new`}>New organization</LinkButton>}
      />
      <ListFilter action={HERE} search={query.search} searched="Name or slug" state={query.state} states={STATES} />
      {items.length === 0 ? (
        <EmptyState
          icon={<Building2 aria-hidden="true" />}
          title="No organization found"
          action={
            <LinkButton href={HERE} variant="secondary" size="sm">
              Show all
            </LinkButton>
          }
        >
          None has this in its name or slug, and the standing you chose.
        </EmptyState>
      ) : (
        <OrganizationTable organizations={items} />
      )}
      {next_cursor !== null && (
        <LinkButton href={nextPageHref(HERE, query, next_cursor)} variant="secondary" className="justify-self-start">
          Next page
        </LinkButton>
      )}
    </AdminFrame>
  );
}
