import type { Metadata } from "next";
import { ResendVerificationForm } from "@/components/forms/resend-verification-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { submitResend } from "../actions";

export const metadata: Metadata = { title: "Send the verification link again" };

export default async function ResendVerificationPage() {
  await requireSelfService();
  await requireSignedOut();
  return (
    <AuthShell
      appName={appName()}
      title="Send the link again"
      description="The new link replaces the one we sent before."
      footer={
        <p>
          Already verified? <TextLink href="/login">Sign in</TextLink>
        </p>
      }
    >
      <ResendVerificationForm action={submitResend} />
    </AuthShell>
  );
}
