import type { Metadata } from "next";
import type { ReactNode } from "react";
import { mailedLinkPage } from "@/app/mailed-link-page";
import { InvitationClickForm, NewPersonForm } from "@/components/forms/accept-invitation-form";
import { Avatar } from "@/components/ui/avatar";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { inspectInvitation } from "@/lib/invitations/inspect-invitation";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";
import { ROLE_PHRASES, YOUR_ROLE_MEANINGS } from "@/lib/memberships/role-words";
import { passwordMinLength } from "@/lib/web/pages/product-facts";
import { openPage } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { submitAcceptance, submitSignOut } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

type Invitation = Awaited<ReturnType<typeof inspectInvitation>>;

interface InvitationCase {
  description: string;
  children: ReactNode;
}

/** Explains the invitation to its reader, signed in or not. */
function caseOf(invitation: Invitation, token: string, isInvitee: boolean): InvitationCase {
  const { email, role, organization, inviterName, hasAccount, isMember } = invitation;
  const offer = `${inviterName} invited you. As ${ROLE_PHRASES[role]} you can ${YOUR_ROLE_MEANINGS[role]}.`;
  if (isInvitee && isMember) {
    return {
      description: "You are already a member.",
      children: (
        <LinkButton href={`/org/${organization.slug}`} className="min-w-0">
          <span title={organization.name} className="truncate">
            Open {organization.name}
          </span>
        </LinkButton>
      ),
    };
  }
  if (isInvitee) {
    return {
      description: `${offer} You are signed in as ${email}.`,
      children: (
        <InvitationClickForm action={submitAcceptance} token={token}>
          Join
        </InvitationClickForm>
      ),
    };
  }
  if (hasAccount) {
    return {
      description: `${offer} ${email} already has an account. Sign in, and you will return to this page.`,
      children: (
        <InvitationClickForm action={submitAcceptance} token={token}>
          Sign in to join
        </InvitationClickForm>
      ),
    };
  }
  return {
    description: `${offer} Enter your name and choose a password.`,
    children: (
      <NewPersonForm
        action={submitAcceptance}
        token={token}
        email={email}
        name={invitation.name ?? undefined}
        passwordMinLength={passwordMinLength()}
      >
        Join
      </NewPersonForm>
    ),
  };
}

export default async function AcceptInvitationPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  return mailedLinkPage(caller, searchParams, {
    link: "invitation",
    inspect: inspectInvitation,
    over: {
      title: "This invitation is not valid",
      description: `It may have been used, revoked or replaced by a newer one, it may be older than ${INVITATION_LIFETIME_DAYS} days, or the organization may be unavailable. Ask the person who invited you for a new one.`,
      children: <LinkButton href="/login">Sign in</LinkButton>,
    },
    purpose: ({ email, organization }) => `This invitation to join ${organization.name} is for ${email}.`,
    signOut: submitSignOut,
    content: (invitation, token) => {
      const { description, children } = caseOf(invitation, token, isSignedIn(caller.actor));
      return {
        mark: <Avatar name={invitation.organization.name} square size="lg" />,
        title: `Join ${invitation.organization.name}`,
        description,
        children,
      };
    },
  });
}
