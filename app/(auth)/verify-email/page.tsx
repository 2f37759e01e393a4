import type { Metadata } from "next";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { VerifyEmailForm } from "@/components/forms/verify-email-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkMissingPage } from "@/components/layout/link-missing-page";
import { OtherAccountPage } from "@/components/layout/other-account-page";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { VERIFICATION_LIFETIME } from "@/lib/auth/lifetimes";
import { inspectSignUp } from "@/lib/auth/sign-up/verify-email";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { mailedToken } from "@/lib/web/mailed-token";
import { pageNonce } from "@/lib/web/page-nonce";
import { passwordMinLength } from "@/lib/web/product-facts";
import { openPage, requireSelfService, unlessRefused } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { submitSignOut, submitVerification } from "./actions";

export const metadata: Metadata = { title: "Verify your e-mail address" };

export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  await requireSelfService();
  const caller = await openPage();
  const token = await mailedToken("verification", searchParams);
  if (token === null) return <LinkMissingPage appName={appName()} />;
  const pending = await unlessRefused(inspectSignUp(caller, { token }), "INVALID_LINK", "VALIDATION_ERROR");
  if (!pending) {
    return (
      <AuthShell
        appName={appName()}
        title="This link is no longer valid"
        description={`It was already used or replaced by a newer one, or it is older than ${VERIFICATION_LIFETIME}. If you have verified your address, just sign in.`}
      >
        <div className="grid gap-3">
          <LinkButton href="/login">Sign in</LinkButton>
          <LinkButton href="/verify-email/resend" variant="secondary">
            Send a new link
          </LinkButton>
        </div>
      </AuthShell>
    );
  }
  if (isSignedIn(caller.actor)) {
    return (
      <OtherAccountPage
        appName={appName()}
        user={caller.actor.user}
        flash={await readFlash(caller.actor.user)}
        purpose={`This link verifies ${pending.email}.`}
        action={submitSignOut}
        token={token}
      />
    );
  }
  const description = pending.needsPassword
    ? `You are verifying ${pending.email} in a different browser from the one that signed up.`
    : `One click, and ${pending.email} is verified.`;
  return (
    <AuthShell appName={appName()} title="Verify your e-mail address" description={description} flash={await readFlash()}>
      <DropTokenFromUrl nonce={await pageNonce()} />
      <VerifyEmailForm
        action={submitVerification}
        token={token}
        needsPassword={pending.needsPassword}
        passwordMinLength={passwordMinLength()}
      />
    </AuthShell>
  );
}
