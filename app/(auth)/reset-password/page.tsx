import type { Metadata } from "next";
import { DropTokenFromUrl } from "@/components/forms/drop-token-from-url";
import { ResetPasswordForm } from "@/components/forms/reset-password-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { LinkButton } from "@/components/ui/link-button";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import { inspectReset } from "@/lib/auth/password-reset/reset-password";
import { appName } from "@/lib/web/app-name";
import { pageNonce } from "@/lib/web/page-nonce";
import { passwordMinLength } from "@/lib/web/product-facts";
import { openPage, unlessRefused } from "@/lib/web/require";
import { searchParam, type SearchParams } from "@/lib/web/search-params";
import { submitReset } from "./actions";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  const token = (await searchParam(searchParams, "token")) ?? "";
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
  return (
    <AuthShell
      appName={appName()}
      title="Choose a new password"
      description={`For ${reset.email}. You will be signed out everywhere.`}
    >
      <DropTokenFromUrl nonce={await pageNonce()} />
      <ResetPasswordForm action={submitReset} token={token} passwordMinLength={passwordMinLength()} />
    </AuthShell>
  );
}
