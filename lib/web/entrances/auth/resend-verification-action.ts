// Requesting another verification link. The response never reveals whether the email address has a pending sign-up.
import "server-only";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { mailLinkAction } from "@/lib/web/adapters/mail-link-action";

const messageFor = (email: string) =>
  `If there is a sign-up to verify at ${email}, a new link is on its way. If no e-mail arrives, use the link in the last one you received.`;

export const resendVerificationAction = mailLinkAction(resendVerification, messageFor);
