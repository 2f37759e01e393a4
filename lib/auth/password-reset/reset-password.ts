// Sets a new password, once, for the holder of the mailed link, and signs the user out everywhere.
import "server-only";
import { z } from "zod";
import { isSignedIn } from "@/lib/access/actor";
import { generalLimitOnly, perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hasLiveCredential } from "@/lib/access/recheck";
import { hashToken } from "@/lib/crypto/hash";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailPasswordChanged } from "../mails";
import { mailIdentityUnlinked } from "../oauth/mails";
import { hasPassword } from "../oauth/queries";
import { settleIdentities } from "../oauth/settle-identities";
import { hashPassword } from "../passwords/hash-password";
import { requireGoodPassword } from "../passwords/policy";
import { storePassword } from "../passwords/store-password";
import { MailedToken, Password } from "../schemas";
import { revokeAccess } from "../sessions/close-sessions";
import { rememberDevice } from "../passwords/known-device";
import { resetAttempts, STRANGER, throttleKey } from "../passwords/throttle";
import { findReset, redeemReset } from "./queries";

export const ResetPasswordInput = z.strictObject({ token: MailedToken, new_password: Password });

export const resetPassword = publicOperation({
  name: "password.reset",
  effect: "write",
  limit: [perAddress(limits.tokenPerAddress)],
  input: ResetPasswordInput,
  mailedLink: "passwordReset",
  prepare: async ({ transaction }, { token, new_password }) => {
    const reset = await transaction((db) => findReset(db, hashToken(token)));
    if (!reset) throw new AppError("INVALID_LINK");
    await requireGoodPassword(new_password, reset.user, "new_password");
    return { user: reset.user, passwordHash: await hashPassword({ knownAs: reset.user.email }, new_password) };
  },
  run: async ({ db, actor, request, prepared }, { token }) => {
    const { user, passwordHash } = prepared;
    if (!(await redeemReset(db, user.id, hashToken(token)))) throw new AppError("INVALID_LINK");
    const isFirst = !(await hasPassword(db, user.id));
    const passwordVersion = await storePassword(db, user.id, passwordHash);
    const wasSignedIn = isSignedIn(actor) && actor.user.id === user.id;
    // The session may have ended meanwhile.
    const areKept = isFirst && wasSignedIn && (await hasLiveCredential(db, actor));
    const isUnlinked = await settleIdentities(db, { actor, request }, user.id, areKept);
    await revokeAccess(db, user.id);
    await resetAttempts(db, throttleKey(user.email, STRANGER));
    await mailPasswordChanged(db, user.email, request);
    if (isUnlinked) await mailIdentityUnlinked(db, user.email, request);
    // This browser becomes known again at once, so that guesses from unknown browsers do not slow down the owner. All others
    // become unknown.
    return {
      wasSignedIn,
      deviceCookie: rememberDevice({ email: user.email, passwordVersion }, request.deviceCookie),
    };
  },
  // A browser that was not signed in keeps its other mailed links, which its user may still need.
  cookies: ({ wasSignedIn, deviceCookie }) => ({ session: wasSignedIn ? "clear" : null, device: deviceCookie }),
  audit: ({ prepared }) => ({ entityType: "user", entityId: prepared.user.id, userId: prepared.user.id }),
});

export const InspectResetInput = z.strictObject({ token: MailedToken });

/** Reads the user of a reset link for the page that the link opens. Does not consume the link. */
export const inspectReset = publicOperation({
  name: "password.inspect-reset",
  effect: "read",
  limit: generalLimitOnly,
  input: InspectResetInput,
  run: async ({ db, actor }, { token }) => {
    const reset = await findReset(db, hashToken(token));
    if (!reset) throw new AppError("INVALID_LINK");
    return { email: reset.user.email, isForAnother: isSignedIn(actor) && actor.user.id !== reset.user.id };
  },
});
