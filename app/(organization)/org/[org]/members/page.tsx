import type { Metadata } from "next";
import { LeaveForm } from "@/components/forms/leave-form";
import { MemberList } from "@/components/forms/member-list";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { NothingFound } from "@/components/ui/nothing-found";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { SearchForm } from "@/components/ui/search-form";
import { TextLink } from "@/components/ui/text-link";
import { inspectLeaving } from "@/lib/memberships/inspect-leaving";
import { listMembers } from "@/lib/memberships/list-members";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitLeaving, submitRemoval, submitRole } from "./actions";

export const metadata: Metadata = { title: "Members" };

interface MembersPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function MembersPage({ params, searchParams }: MembersPageProps) {
  const { org } = await params;
  const caller = await requireMember(org);
  const {
    role,
    organization: { slug, name },
  } = caller.actor;
  const [page, { isLastAdmin }] = await Promise.all([
    listPage(searchParams, ["search"], (query) => listMembers(caller, query)),
    role === "org_admin" ? inspectLeaving(caller, {}) : { isLastAdmin: false },
  ]);
  const here = `/org/${slug}/members`;
  return (
    <OrganizationFrame caller={caller} current="members">
      <PageHeader
        title="Members"
        description={`The people in ${name} and their roles.`}
        action={role === "org_admin" && <LinkButton href={`/org/${slug}/invitations`}>Invite people</LinkButton>}
      />
      <SearchForm here={here} searched="name or e-mail" query={page.query} />
      {page.items.length === 0 ? (
        <NothingFound isReadable={page.isReadable} here={here} title="No members found">
          No member’s name or e-mail address matches this search.
        </NothingFound>
      ) : (
        <MemberList
          members={page.items}
          slug={slug}
          organizationName={name}
          mayManage={role === "org_admin"}
          roleAction={submitRole}
          removeAction={submitRemoval}
        />
      )}
      <Paging here={here} page={page} />
      <Card
        title="Leave"
        description={
          isLastAdmin ? (
            <>
              You are the only admin who can sign in. First make another member an admin, or delete the organization in its{" "}
              <TextLink href={`/org/${slug}/settings`}>settings</TextLink>.
            </>
          ) : (
            "This ends your membership. At least one admin must remain."
          )
        }
        action={<LeaveForm slug={slug} organizationName={name} action={submitLeaving} disabled={isLastAdmin} />}
      />
    </OrganizationFrame>
  );
}
