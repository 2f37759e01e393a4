import type { Metadata } from "next";
import type { ReactNode } from "react";
import { InvitationClickForm, NewPersonForm } from "@/components/forms/accept-invitation-form";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { Viewer } from "@/components/forms/viewer";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkMissingPage } from "@/components/layout/link-missing-page";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { inspectInvitation } from "@/lib/invitations/inspect-invitation";
import { INVITATION_LIFETIME_DAYS } from "@/lib/invitations/lifetime";
import { ROLE_PHRASES, YOUR_ROLE_MEANINGS } from "@/lib/memberships/role-words";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { mailedToken } from "@/lib/web/mailed-token";
import { pageNonce } from "@/lib/web/page-nonce";
import { passwordMinLength } from "@/lib/web/product-facts";
import { openPage, unlessRefused } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { submitAcceptance, submitSignOut } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

type Invitation = Awaited<ReturnType<typeof inspectInvitation>>;

interface InvitationCase {
  description: ReactNode;
  content: ReactNode;
}

/** What the invitation means to whoever is looking at it. */
function caseOf(invitation: Invitation, token: string, signedInAs: string | null): InvitationCase {
  const { email, role, organization, hasAccount, isMember } = invitation;
  const offer = `As ${ROLE_PHRASES[role]} you can ${YOUR_ROLE_MEANINGS[role]}.`;
  if (signedInAs !== null && signedInAs !== email) {
    return {
      description: `This invitation is for ${email}, but you are signed in as ${signedInAs}. Sign out first to accept it.`,
      content: <InvitationClickForm action={submitSignOut} token={token}>Sign out</InvitationClickForm>,
    };
  }
  if (signedInAs !== null && isMember) {
    return {
      description: "You are already a member.",
      content: (
        <LinkButton href={`/org/${organization.slug}`} className="min-w-0">
          <span title={organization.name} className="truncate">
            Open {organization.name}
          </span>
        </LinkButton>
      ),
    };
  }
  if (signedInAs !== null) {
    return {
      description: `${offer} You are signed in as ${email}.`,
      content: <InvitationClickForm action={submitAcceptance} token={token}>Join</InvitationClickForm>,
    };
  }
  if (hasAccount) {
    return {
      description: `${offer} ${email} has an account here: sign in, and you will come back to this page.`,
      content: <InvitationClickForm action={submitAcceptance} token={token}>Sign in to join</InvitationClickForm>,
    };
  }
  return {
    description: `${offer} Tell us your name, and choose a password to sign in with from now on.`,
    content: (
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
  const token = await mailedToken("invitation", searchParams);
  if (token === null) return <LinkMissingPage appName={appName()} />;
  const invitation = await unlessRefused(inspectInvitation(caller, { token }), "INVALID_LINK", "VALIDATION_ERROR");
  if (!invitation) {
    return (
      <AuthShell
        appName={appName()}
        title="This invitation is not valid"
        description={`It was already used, taken back or replaced by a newer one, or it is older than ${INVITATION_LIFETIME_DAYS} days. Ask the person who invited you for a new one.`}
      >
        <LinkButton href="/login">Sign in</LinkButton>
      </AuthShell>
    );
  }
  const user = isSignedIn(caller.actor) ? caller.actor.user : null;
  const { description, content } = caseOf(invitation, token, user?.email ?? null);
  return (
    <AuthShell
      appName={appName()}
      title={`Join ${invitation.organization.name}`}
      description={<span className="wrap-anywhere">{description}</span>}
      flash={await readFlash(user ?? undefined)}
    >
      <DropTokenFromUrl nonce={await pageNonce()} />
      <Viewer id={user?.id}>{content}</Viewer>
    </AuthShell>
  );
}
