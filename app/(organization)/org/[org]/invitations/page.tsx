import { MailPlus } from "lucide-react";
import type { Metadata } from "next";
import { InvitationList } from "@/components/forms/invitation-list";
import { InviteForm } from "@/components/forms/invite-form";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Paging } from "@/components/ui/paging";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";
import { listInvitations } from "@/lib/invitations/list-invitations";
import { listPage } from "@/lib/web/adapters/list-page";
import { requireMember } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { OrganizationFrame } from "../organization-frame";
import { submitInvitation, submitResend, submitRevocation } from "./actions";

export const metadata: Metadata = { title: "Invitations" };

interface InvitationsPageProps {
  params: Promise<{ org: string }>;
  searchParams: SearchParams;
}

export default async function InvitationsPage({ params, searchParams }: InvitationsPageProps) {
  const { org } = await params;
  const caller = await requireMember(org, "org_admin");
  const page = await listPage(searchParams, [], (query) => listInvitations(caller, query));
  const { slug, name } = caller.actor.organization;
  return (
    <OrganizationFrame caller={caller} current="invitations">
      <PageHeader title="Invitations" description={`People invited to ${name}, and their status.`} />
      <Card
        title="Invite people"
        description={`Each person gets an e-mail with a link. It works for ${INVITATION_LIFETIME_DAYS} days, and only for the address that you invited.`}
      >
        <InviteForm slug={slug} action={submitInvitation} />
      </Card>
      <InvitationList
        invitations={page.items}
        slug={slug}
        resendAction={submitResend}
        revokeAction={submitRevocation}
        empty={
          <EmptyState icon={<MailPlus aria-hidden="true" />} title="No invitations yet">
            The people you invite are listed here, with the status of their invitation.
          </EmptyState>
        }
      />
      {page.items.length > 0 && (
        <p className="max-w-[70ch] text-sm text-muted">
          No e-mail is sent to an address that has received too many e-mails today. A link sent earlier keeps working until
          it expires.
        </p>
      )}
      <Paging here={`/org/${slug}/invitations`} page={page} />
    </OrganizationFrame>
  );
}
