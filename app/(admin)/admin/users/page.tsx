import type { Metadata } from "next";
import { UserTable } from "@/components/admin/user-table";
import { NothingFound } from "@/components/ui/nothing-found";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { SearchForm } from "@/components/ui/search-form";
import { listUsers } from "@/lib/admin/list-users";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireSystemAdmin } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { AdminFrame } from "../admin-frame";

export const metadata: Metadata = { title: "Users" };

const HERE = "/admin/users";
const STATES = { active: "Active", suspended: "Suspended", system_admin: "System admins" };

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await requireSystemAdmin();
  const page = await listPage(searchParams, ["search", "state"], (query) => listUsers(caller, query));
  return (
    <AdminFrame caller={caller} current="users">
      <PageHeader title="Users" description="Find a user, suspend them or send them a reset link. Newest first." />
      <SearchForm here={HERE} searched="name or e-mail" query={page.query} states={STATES} />
      {page.items.length === 0 ? (
        <NothingFound isReadable={page.isReadable} here={HERE} title="No users found">
          No user matches this search.
        </NothingFound>
      ) : (
        <UserTable users={page.items} />
      )}
      <Paging here={HERE} page={page} />
    </AdminFrame>
  );
}
