// Mails the verification link anew, with a new token, if there is a sign-up to verify. The answer never tells.
import "server-only";
import { z } from "zod";
import { perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { consume } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { mailVerification } from "../mails";
import { Email } from "../schemas";
import { rotateToken } from "./queries";
import { isSelfService } from "./sign-up";

export const ResendVerificationInput = z.strictObject({ email: Email });

export const resendVerification = publicOperation({
  name: "auth.resend-verification",
  effect: "write",
  available: isSelfService,
  limit: [perAddress(limits.resendPerAddress)],
  input: ResendVerificationInput,
  prepare: (_caller, { email }) => consume(limits.resendPerAccount, email),
  run: async ({ db, request, prepared }, { email }) => {
    if (!prepared.allowed) return;
    const token = generateToken();
    const flowHash = request.signUpFlow === null ? null : hashToken(request.signUpFlow);
    const found = await rotateToken(db, email, flowHash, hashToken(token));
    if (found) await mailVerification(db, email, token, request);
  },
  audit: () => ({ entityType: "sign_up" }),
});
