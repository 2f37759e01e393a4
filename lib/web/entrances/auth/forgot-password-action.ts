// Requesting a password reset link. The response never reveals whether the email address has an account.
import "server-only";
import { RESET_LIFETIME } from "@/lib/auth/lifetimes";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { mailLinkAction } from "@/lib/web/adapters/mail-link-action";

const messageFor = (email: string) =>
  `If there is an account at ${email}, a link is on its way. It works for ${RESET_LIFETIME}. If no e-mail arrives, use the link in the last one you received.`;

export const forgotPasswordAction = mailLinkAction(forgotPassword, messageFor);
