// Requesting another verification link. The response never reveals whether the email address has a pending sign-up.
import "server-only";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { formAction } from "@/lib/web/adapters/action";

const messageFor = (email: string) =>
  `If there is a sign-up to verify at ${email}, a new link is on its way. If no new e-mail arrives, use the most recent one you received.`;

export const resendVerificationAction = formAction(resendVerification, {
  done: (_output, _carried, { email = "" }) => Promise.resolve({ message: messageFor(email), values: { email } }),
});
