import type { Metadata } from "next";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { ConfirmEmailChangeForm } from "@/components/forms/email-change-forms";
import { Viewer } from "@/components/forms/viewer";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkMissingPage } from "@/components/layout/link-missing-page";
import { OtherAccountPage } from "@/components/layout/other-account-page";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { inspectEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { EMAIL_CHANGE_LIFETIME } from "@/lib/auth/lifetimes";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { mailedToken } from "@/lib/web/mailed-token";
import { pageNonce } from "@/lib/web/page-nonce";
import { openPage, unlessRefused } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { submitConfirmation, submitSignOut } from "../actions";

export const metadata: Metadata = { title: "Confirm your new e-mail address" };

function describeChange(isSignedIn: boolean, needsPassword: boolean): string {
  if (!isSignedIn) {
    return "You are not signed in to that account in this browser, so please enter its password as well. Every device will be signed out.";
  }
  if (needsPassword) return "Enter your password to continue. Every other device will be signed out.";
  return "One click, and you sign in with it from now on. Every other device will be signed out.";
}

export default async function ConfirmEmailPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  const token = await mailedToken("emailChange", searchParams);
  if (token === null) return <LinkMissingPage appName={appName()} />;
  const change = await unlessRefused(inspectEmailChange(caller, { token }), "INVALID_LINK", "VALIDATION_ERROR");
  if (!change) {
    return (
      <AuthShell
        appName={appName()}
        title="This link is no longer valid"
        description={`It was already used, canceled or replaced by a newer one, or it is older than ${EMAIL_CHANGE_LIFETIME}.`}
      >
        <LinkButton href="/account/email">See your e-mail address</LinkButton>
      </AuthShell>
    );
  }
  if (isSignedIn(caller.actor) && change.isForAnother) {
    return (
      <OtherAccountPage
        appName={appName()}
        user={caller.actor.user}
        flash={await readFlash(caller.actor.user)}
        purpose={`This link confirms ${change.newEmail} for another account.`}
        action={submitSignOut}
        token={token}
      />
    );
  }
  const description = describeChange(isSignedIn(caller.actor), change.needsPassword);
  return (
    <AuthShell appName={appName()} title="Confirm your new e-mail address" description={description} flash={await readFlash()}>
      <DropTokenFromUrl nonce={await pageNonce()} />
      <p className="font-medium break-all">{change.newEmail}</p>
      <Viewer id={isSignedIn(caller.actor) ? caller.actor.user.id : undefined}>
        <ConfirmEmailChangeForm action={submitConfirmation} token={token} needsPassword={change.needsPassword} />
      </Viewer>
    </AuthShell>
  );
}
