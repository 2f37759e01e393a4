// Mails a link to choose a new password, if the address has an account. The response does not reveal whether it has one.
import "server-only";
import { z } from "zod";
import { perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { limits } from "@/lib/rate-limit/limits";
import { mailDecoy, mailPasswordReset } from "../mails";
import { Email } from "../schemas";
import { findOwner } from "./queries";
import { storeReset } from "./store-reset";

export const ForgotPasswordInput = z.strictObject({ email: Email });

export const forgotPassword = publicOperation({
  name: "password.forgot",
  effect: "write",
  limit: [perAddress(limits.forgotPerAddress)],
  input: ForgotPasswordInput,
  run: async ({ db, request }, { email }): Promise<{ userId: string | null }> => {
    const user = await findOwner(db, email);
    const token = generateToken();
    if (!user) {
      await mailDecoy(db, email, token, request);
      return { userId: null };
    }
    // A link that is not sent must not invalidate an earlier link that was sent.
    const mailed = await mailPasswordReset(db, email, token, request);
    if (mailed) await storeReset(db, user.id, hashToken(token));
    return { userId: user.id };
  },
  audit: ({ output }) => ({ entityType: "user", entityId: output.userId, userId: output.userId }),
});
