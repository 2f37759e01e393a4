import type { Metadata } from "next";
import { mailedLinkPage } from "@/app/mailed-link-page";
import { VerifyEmailForm } from "@/components/forms/verify-email-form";
import { LinkButton } from "@/components/ui/link-button";
import { VERIFICATION_LIFETIME } from "@/lib/auth/lifetimes";
import { inspectSignUp } from "@/lib/auth/sign-up/verify-email";
import { passwordMinLength } from "@/lib/web/pages/product-facts";
import { openPage, requireSelfService } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { submitSignOut, submitVerification } from "./actions";

export const metadata: Metadata = { title: "Verify your e-mail address" };

const OVER = {
  title: "This link is no longer valid",
  description: `It has already been used or replaced by a newer one, or it is older than ${VERIFICATION_LIFETIME}. If you have verified your address, just sign in.`,
  children: (
    <div className="grid gap-3">
      <LinkButton href="/login">Sign in</LinkButton>
      <LinkButton href="/verify-email/resend" variant="secondary">
        Send a new link
      </LinkButton>
    </div>
  ),
};

export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  await requireSelfService();
  const caller = await openPage();
  return mailedLinkPage(caller, searchParams, {
    link: "verification",
    inspect: inspectSignUp,
    over: OVER,
    purpose: ({ email }) => `This link verifies ${email}.`,
    signOut: submitSignOut,
    content: ({ email, needsPassword }, token) => ({
      title: "Verify your e-mail address",
      description: needsPassword
        ? `You are verifying ${email} in a different browser from the one in which you signed up.`
        : `Click the button to verify ${email}.`,
      children: (
        <VerifyEmailForm
          action={submitVerification}
          token={token}
          needsPassword={needsPassword}
          passwordMinLength={passwordMinLength()}
        />
      ),
    }),
  });
}
