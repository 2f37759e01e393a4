import type { Metadata } from "next";
import { mailedLinkPage } from "@/app/mailed-link-page";
import { ResetPasswordForm } from "@/components/forms/reset-password-form";
import { LinkButton } from "@/components/ui/link-button";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import { inspectReset } from "@/lib/auth/password-reset/reset-password";
import { passwordMinLength } from "@/lib/web/pages/product-facts";
import { openPage } from "@/lib/web/adapters/require";
import type { SearchParams } from "@/lib/web/http/search-params";
import { submitReset, submitSignOut } from "./actions";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const caller = await openPage();
  return mailedLinkPage(caller, searchParams, {
    link: "passwordReset",
    inspect: inspectReset,
    over: {
      title: "This link is no longer valid",
      description: `It may have been used, canceled or replaced by a newer one, or be older than ${RESET_LIFETIME}.`,
      children: <LinkButton href="/forgot-password">Send a new link</LinkButton>,
    },
    purpose: ({ email }) => `This link sets a new password for ${email}.`,
    signOut: submitSignOut,
    content: ({ email }, token) => ({
      title: "Choose a new password",
      description: `For ${email}. You will be signed out everywhere, and your personal API keys will be revoked.`,
      children: <ResetPasswordForm action={submitReset} token={token} passwordMinLength={passwordMinLength()} />,
    }),
  });
}
