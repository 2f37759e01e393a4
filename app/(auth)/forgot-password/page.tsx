import type { Metadata } from "next";
import { MailLinkForm } from "@/components/forms/mail-link-form";
import { AuthShell } from "@/components/layout/auth-shell";
import { TextLink } from "@/components/ui/text-link";
import { appName } from "@/lib/web/pages/app-name";
import { mailboxPath } from "@/lib/web/pages/product-facts";
import { openPage } from "@/lib/web/adapters/require";
import { submitForgot } from "./actions";

export const metadata: Metadata = { title: "Forgot password" };

export default async function ForgotPasswordPage() {
  await openPage();
  return (
    <AuthShell
      appName={appName()}
      footer={
        <p>
          Remembered it? <TextLink href="/login">Sign in</TextLink>
        </p>
      }
    >
      <MailLinkForm
        action={submitForgot}
        title="Forgot your password?"
        description="Enter your e-mail address, and we will send you a link to choose a new password."
        submit="Send reset link"
        mailbox={mailboxPath()}
      />
    </AuthShell>
  );
}
