import { Search } from "lucide-react";
import type { Metadata } from "next";
import { LeaveForm } from "@/components/forms/leave-form";
import { MemberList } from "@/components/forms/member-list";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listMembers } from "@/lib/memberships/list-members";
import { requireMember } from "@/lib/web/require";
import { searchParam, type SearchParams } from "@/lib/web/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitLeaving, submitRemoval, submitRole } from "./actions";

export const metadata: Metadata = { title: "Members" };

const MAX_SEARCH = 200;

interface MembersPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function MembersPage({ params, searchParams }: MembersPageProps) {
  const { org } = await params;
  const caller = await requireMember(org);
  const search = (await searchParam(searchParams, "search"))?.slice(0, MAX_SEARCH);
  const cursor = await searchParam(searchParams, "cursor");
  const { items, next_cursor } = await listMembers(caller, { search, cursor });
  const here = `/org/${caller.actor.organization.slug}/members`;
  const next = new URLSearchParams({ ...(search ? { search } : {}), cursor: next_cursor ?? "" });
  return (
    <OrganizationFrame caller={caller} current="members">
      <PageHeader
        title="Members"
        description={`The people of ${caller.actor.organization.name}, and what each may do.`}
        action={
          caller.actor.role === "org_admin" && (
            <LinkButton href={`/org/${caller.actor.organization.slug}/invitations`}>Invite somebody</LinkButton>
          )
        }
      />
      <form method="get" action={here} role="search" className="flex max-w-md gap-3">
        <Input
          type="search"
          name="search"
          defaultValue={search}
          maxLength={MAX_SEARCH}
          placeholder="Name or e-mail address"
          aria-label="Search by name or e-mail address"
        />
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
      {items.length === 0 ? (
        <EmptyState
          icon={<Search aria-hidden="true" />}
          title="Nobody found"
          action={
            <LinkButton href={here} variant="secondary" size="sm">
              Show everybody
            </LinkButton>
          }
        >
          No member has this in their name or e-mail address.
        </EmptyState>
      ) : (
        <MemberList
          members={items}
          slug={caller.actor.organization.slug}
          organizationName={caller.actor.organization.name}
          mayManage={caller.actor.role === "org_admin"}
          roleAction={submitRole}
          removeAction={submitRemoval}
        />
      )}
      {next_cursor !== null && (
        <LinkButton href={`${here}?${next.toString()}`} variant="secondary" className="justify-self-start">
          Next page
        </LinkButton>
      )}
      <Card title="Leave" description="Your own membership. An organization keeps at least one admin.">
        <LeaveForm slug={caller.actor.organization.slug} organizationName={caller.actor.organization.name} action={submitLeaving} />
      </Card>
    </OrganizationFrame>
  );
}
