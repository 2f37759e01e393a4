// Mails a new verification link, with a new token, if the email address has a pending sign-up. The response does not reveal
// whether it has one.
import "server-only";
import { z } from "zod";
import { perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { limits } from "@/lib/rate-limit/limits";
import { mailDecoy, mailVerification } from "../mails";
import { Email } from "../schemas";
import { findWaiting, rotateToken } from "./queries";

export const ResendVerificationInput = z.strictObject({ email: Email });

export const resendVerification = publicOperation({
  name: "auth.resend-verification",
  effect: "write",
  onlyInMode: "b2c",
  limit: [perAddress(limits.resendPerAddress)],
  input: ResendVerificationInput,
  run: async ({ db, request }, { email }): Promise<void> => {
    const token = generateToken();
    const flowHash = request.signUpFlow === null ? null : hashToken(request.signUpFlow);
    const waiting = await findWaiting(db, email, flowHash);
    if (waiting === null) return mailDecoy(db, email, token, request);
    // A link that is not sent must not invalidate an earlier link that was sent.
    if (await mailVerification(db, email, token, request)) await rotateToken(db, waiting, hashToken(token));
  },
  audit: () => ({ entityType: "sign_up" }),
});
