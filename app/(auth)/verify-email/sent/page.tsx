import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AwaitMail } from "@/components/forms/await-mail";
import { ResendToForm } from "@/components/forms/resend-to-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { TextLink } from "@/components/ui/text-link";
import { VERIFICATION_LIFETIME } from "@/lib/auth/lifetimes";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { signUpEmail } from "@/lib/web/cookies/sign-up-email";
import { appName } from "@/lib/web/pages/app-name";
import { mailboxPath } from "@/lib/web/pages/product-facts";
import { submitResend } from "../actions";

export const metadata: Metadata = { title: "Check your e-mail" };

/** The page after sign-up. Its text does not depend on whether the address has an account: only the email reveals that. */
export default async function SentPage() {
  await requireSelfService();
  await requireSignedOut();
  const email = await signUpEmail();
  if (email === null) redirect("/verify-email/resend");
  return (
    <AuthShell
      appName={appName()}
      title="Check your e-mail"
      description={
        <>
          An e-mail is on its way to <strong className="font-medium text-text">{email}</strong>, unless this address has
          received too many today. Follow its link within {VERIFICATION_LIFETIME} to finish signing up.
        </>
      }
      footer={
        <>
          <p>
            Wrong address? <TextLink href="/signup">Sign up again</TextLink>
          </p>
          <p>
            Already verified? <TextLink href="/login">Sign in</TextLink>
          </p>
        </>
      }
    >
      <AwaitMail mailbox={mailboxPath()}>
        <ResendToForm action={submitResend} email={email} />
      </AwaitMail>
    </AuthShell>
  );
}
