import type { Metadata } from "next";
import { OrganizationTable } from "@/components/admin/organization-table";
import { LinkButton } from "@/components/ui/link-button";
import { NothingFound } from "@/components/ui/nothing-found";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { SearchForm } from "@/components/ui/search-form";
import { listOrganizations } from "@/lib/admin/list-organizations";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "Organizations" };

const HERE = "/admin/organizations";
const STATES = { active: "Active", suspended: "Suspended" };

export default async function OrganizationsPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const page = await listPage(searchParams, ["search", "state"], (query) => listOrganizations(caller, query));
  return (
    <AdminFrame caller={caller} current="organizations">
      <PageHeader
        title="Organizations"
        description="Find an organization, suspend it or invite an admin to it. Newest first."
        action={<LinkButton href={`${HERE}/new`}>New organization</LinkButton>}
      />
      <SearchForm here={HERE} searched="name or slug" query={page.query} states={STATES} />
      {page.items.length === 0 ? (
        <NothingFound isReadable={page.isReadable} here={HERE} title="No organizations found">
          No organization matches this search.
        </NothingFound>
      ) : (
        <OrganizationTable organizations={page.items} />
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
