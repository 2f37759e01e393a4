// Mails a user a link to choose a new password. The link replaces an earlier link. It goes only to the user's own mailbox;
// not even the system admin sees it.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { storeReset } from "@/lib/auth/password-reset/store-reset";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailResetLink } from "./mails";
import { alsoUser, getUserRow } from "./queries";
import { OneWithReasonInput } from "./schemas";

export const sendResetLink = adminOperation({
  name: "admin.send-reset-link",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: alsoUser,
  run: async ({ db, request }, { id }) => {
    const person = await getUserRow(db, id);
    // The link of a suspended user would not work.
    if (person.suspended) throw new AppError("CONFLICT");
    const token = generateToken();
    const mailed = await mailResetLink(db, person.email, token, request);
    // If the mail is dropped, the earlier link must keep working.
    if (!mailed) return refuse("RATE_LIMITED", { retryAfterSeconds: limits.mailPerRecipient.windowSeconds });
    await storeReset(db, id, hashToken(token));
    return { id };
  },
  audit: ({ input }) => ({ entityType: "user", entityId: input.id }),
});
