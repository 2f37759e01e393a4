import { Search } from "lucide-react";
import type { Metadata } from "next";
import { ListFilter } from "@/components/admin/list-filter";
import { UserTable } from "@/components/admin/user-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listUsers } from "@/lib/admin/list-users";
import { orNotFound, requireSystemAdmin } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { AdminFrame } from "../admin-frame";
import { listQuery, nextPageHref } from "../list-query";

export const metadata: Metadata = { title: "Users" };

const HERE = "/admin/users";
const STATES = [["", "All"], ["active", "Active"], ["suspended", "Suspended"], ["system_admin", "System admins"]] as const;

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin(HERE);
  const query = await listQuery(searchParams, ["active", "suspended", "system_admin"]);
  const { items, next_cursor } = await orNotFound(listUsers(caller, query));
  return (
    <AdminFrame caller={caller} current="users">
      <PageHeader
        breadcrumb={[{ label: "System console", href: "/admin" }, { label: "Users" }]}
        title="Users"
        description="The newest first. Open one to help them in, or to keep them out."
      />
      <ListFilter action={HERE} search={query.search} searched="Name or e-mail address" state={query.state} states={STATES} />
      {items.length === 0 ? (
        <EmptyState
          icon={<Search aria-hidden="true" />}
          title="Nobody found"
          action={
            <LinkButton href={HERE} variant="secondary" size="sm">
              Show all
            </LinkButton>
          }
        >
          No user has this in their name or e-mail address, and the standing you chose.
        </EmptyState>
      ) : (
        <UserTable users={items} />
      )}
      {next_cursor !== null && (
        <LinkButton href={nextPageHref(HERE, query, next_cursor)} variant="secondary" className="justify-self-start">
          Next page
        </LinkButton>
      )}
    </AdminFrame>
  );
}
