import type { Metadata } from "next";
import { mailedLinkPage } from "@/app/mailed-link-page";
import { ConfirmEmailChangeForm } from "@/components/forms/email-change-forms";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { inspectEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { EMAIL_CHANGE_LIFETIME } from "@/lib/auth/lifetimes";
import { openPage } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { submitConfirmation, submitSignOut } from "../actions";

export const metadata: Metadata = { title: "Confirm your new e-mail address" };

function describeChange(isOwner: boolean, needsPassword: boolean): string {
  if (!isOwner) {
    return "In this browser, you are not signed in to the account that requested this change. Enter its password to confirm. Every device will be signed out, and your personal API keys will be revoked.";
  }
  if (needsPassword)
    return "Enter your password to continue. Every other device will be signed out, and your personal API keys will be revoked.";
  return "This address will replace the one you sign in with now. Every other device will be signed out, and your personal API keys will be revoked.";
}

export default async function ConfirmEmailPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  return mailedLinkPage(caller, searchParams, {
    link: "emailChange",
    inspect: inspectEmailChange,
    over: {
      title: "This link is no longer valid",
      description: `It has already been used, canceled or replaced by a newer one, or it is older than ${EMAIL_CHANGE_LIFETIME}.`,
      children: <LinkButton href="/account/email">See your e-mail address</LinkButton>,
    },
    purpose: ({ newEmail }) => `This link confirms ${newEmail} for another account.`,
    signOut: submitSignOut,
    content: ({ newEmail, needsPassword }, token) => ({
      title: "Confirm your new e-mail address",
      description: describeChange(isSignedIn(caller.actor), needsPassword),
      children: (
        <>
          <p className="font-medium break-all">{newEmail}</p>
          <ConfirmEmailChangeForm action={submitConfirmation} token={token} needsPassword={needsPassword} />
        </>
      ),
    }),
  });
}
