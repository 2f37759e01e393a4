import type { Metadata } from "next";
import { MailLinkForm } from "@/components/forms/mail-link-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { mailboxPath } from "@/lib/web/pages/product-facts";
import { requireSelfService, requireSignedOut } from "@/lib/web/adapters/require";
import { submitResend } from "../actions";

export const metadata: Metadata = { title: "Send the verification link again" };

export default async function ResendVerificationPage() {
  await requireSelfService();
  await requireSignedOut();
  return (
    <AuthShell
      appName={appName()}
      footer={
        <p>
          Already verified? <TextLink href="/login">Sign in</TextLink>
        </p>
      }
    >
      <MailLinkForm
        action={submitResend}
        title="Send the link again"
        description="The new link replaces the one we sent before."
        submit="Send the link again"
        mailbox={mailboxPath()}
      />
    </AuthShell>
  );
}
