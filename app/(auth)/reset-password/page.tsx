import type { Metadata } from "next";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { ResetPasswordForm } from "@/components/forms/reset-password-form";
import { Viewer } from "@/components/forms/viewer";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkMissingPage } from "@/components/layout/link-missing-page";
import { OtherAccountPage } from "@/components/layout/other-account-page";
import { LinkButton } from "@/components/ui/link-button";
import { isSignedIn } from "@/lib/access/actor";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import { inspectReset } from "@/lib/auth/password-reset/reset-password";
import { appName } from "@/lib/web/app-name";
import { readFlash } from "@/lib/web/flash";
import { mailedToken } from "@/lib/web/mailed-token";
import { pageNonce } from "@/lib/web/page-nonce";
import { passwordMinLength } from "@/lib/web/product-facts";
import { openPage, unlessRefused } from "@/lib/web/require";
import type { SearchParams } from "@/lib/web/search-params";
import { submitReset, submitSignOut } from "./actions";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  const token = await mailedToken("passwordReset", searchParams);
  if (token === null) return <LinkMissingPage appName={appName()} />;
  const reset = await unlessRefused(inspectReset(caller, { token }), "INVALID_LINK", "VALIDATION_ERROR");
  if (!reset) {
    return (
      <AuthShell
        appName={appName()}
        title="This link is no longer valid"
        description={`It was already used or replaced by a newer one, or it is older than ${RESET_LIFETIME}.`}
      >
        <LinkButton href="/forgot-password">Send a new link</LinkButton>
      </AuthShell>
    );
  }
  if (isSignedIn(caller.actor) && caller.actor.user.email !== reset.email) {
    return (
      <OtherAccountPage
        appName={appName()}
        user={caller.actor.user}
        flash={await readFlash(caller.actor.user)}
        purpose={`This link sets a new password for ${reset.email}.`}
        action={submitSignOut}
        token={token}
      />
    );
  }
  return (
    <AuthShell
      appName={appName()}
      title="Choose a new password"
      description={`For ${reset.email}. You will be signed out everywhere.`}
      flash={await readFlash()}
    >
      <DropTokenFromUrl nonce={await pageNonce()} />
      <Viewer id={isSignedIn(caller.actor) ? caller.actor.user.id : undefined}>
        <ResetPasswordForm action={submitReset} token={token} passwordMinLength={passwordMinLength()} />
      </Viewer>
    </AuthShell>
  );
}
