// Moves an account to its new email address, once. Requires the mailed link *and* either the account's password or a session
// of its user that has a recent proof, so that the link alone is useless to the owner of a mistyped address. With the
// password, the mail may be opened on another device. Ends every session; a browser that was signed in as that user gets a
// new session, which keeps the proof of the old one unless the password was entered.
import "server-only";
import { encodeHexLowerCase } from "@oslojs/encoding";
import { z } from "zod";
import { isSignedIn, type Actor, type RequestFacts, type SignedInActor } from "@/lib/access/actor";
import { generalLimitOnly, perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hasRecentProof } from "@/lib/access/recent-proof";
import { refuse } from "@/lib/access/refusal";
import { hashToken } from "@/lib/crypto/hash";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limits } from "@/lib/rate-limit/limits";
import { mailEmailChanged, mailWrongPasswords } from "../mails";
import { rememberDevice } from "../passwords/known-device";
import { proveByLink } from "../passwords/prove-password";
import { MailedToken, Password } from "../schemas";
import { createSession, proofOf } from "../sessions/create-session";
import { closeSession, revokeAccess } from "../sessions/close-sessions";
import { dropLeftovers, findByToken, redeemEmailChange, type EmailChange } from "./queries";

export const ConfirmEmailChangeInput = z.strictObject({
  token: MailedToken,
  password: Password.optional().meta({
    description: "The password of the account. Not needed with a session of the account that has a recent proof.",
    examples: ["the keys of the old gate"],
  }),
});

const isProvedAs = (actor: Actor, userId: string): actor is SignedInActor =>
  isSignedIn(actor) && actor.user.id === userId && hasRecentProof(actor.credential);

export const confirmEmailChange = publicOperation({
  name: "auth.confirm-email-change",
  effect: "write",
  limit: [perAddress(limits.tokenPerAddress)],
  input: ConfirmEmailChangeInput,
  mailedLink: "emailChange",
  prepare: async (context, { token, password }) => {
    const tokenHash = hashToken(token);
    const change = await context.transaction((db) => findByToken(db, tokenHash));
    if (!change) throw new AppError("INVALID_LINK");
    const { actor } = context;
    if (isProvedAs(actor, change.userId)) return { change, proof: "proved", given: proofOf(actor.credential) } as const;
    if (password === undefined) throw new AppError("PASSWORD_REQUIRED");
    // Attempts count per link, not per user, so that a newer link starts with none.
    const linkId = encodeHexLowerCase(tokenHash);
    const check = { linkId, email: change.oldEmail, hash: change.passwordHash };
    return { change, proof: await proveByLink(context.transaction, check, password), given: undefined };
  },
  run: async ({ db, actor, request, prepared }, { token }) => {
    const { change, proof, given } = prepared;
    if (proof !== "proved") {
      if (proof === "used-up") await endGuessing(db, change, request);
      return refuse("INVALID_CREDENTIALS", { fields: { password: "This is not the password of the account." } });
    }
    if (!(await redeemEmailChange(db, change, hashToken(token)))) throw new AppError("INVALID_LINK");
    const wasAlive = await closeOwnSession(db, actor, change.userId);
    if (!wasAlive && isProvedAs(actor, change.userId)) throw new AppError("PASSWORD_REQUIRED");
    await dropLeftovers(db, change);
    await revokeAccess(db, change.userId);
    // This mail is queued after the invitations are changed, because an operation that sends an invitation also locks the
    // invitation first and then the recipient's mailbox.
    await mailEmailChanged(db, change.oldEmail, request);
    // The password version is still current, because a new password cancels the change of address.
    const credential = { email: change.newEmail, passwordVersion: change.passwordVersion };
    return {
      session: wasAlive ? await createSession(db, change.userId, request, given) : null,
      deviceCookie: rememberDevice(credential, request.deviceCookie),
    };
  },
  // A browser that is not signed in as that user keeps the session it has.
  cookies: ({ session, deviceCookie }) => ({ session, device: deviceCookie }),
  audit: ({ prepared: { change } }) => ({ entityType: "user", entityId: change.userId, userId: change.userId }),
});

/**
 * Closes the request's session if it belongs to the user, and returns whether it was still alive. A session that ended
 * during the request proves nothing and must not be replaced.
 */
async function closeOwnSession(db: SystemDb, actor: Actor, userId: string): Promise<boolean> {
  return isSignedIn(actor) && actor.user.id === userId && (await closeSession(db, userId, actor.credential.id)) === 1;
}

/** Deletes the change, so that the owner of a mistyped address cannot guess further, and notifies the account's owner. */
async function endGuessing(db: SystemDb, { userId, newEmail, oldEmail }: EmailChange, request: RequestFacts): Promise<void> {
  await db.emailChange.deleteMany({ where: { userId, newEmail } });
  await mailWrongPasswords(db, oldEmail, "link", request);
}

export const InspectEmailChangeInput = z.strictObject({ token: MailedToken });

/** Reads the change for the page that the mailed link opens. Does not consume the link. */
export const inspectEmailChange = publicOperation({
  name: "auth.inspect-email-change",
  effect: "read",
  limit: generalLimitOnly,
  input: InspectEmailChangeInput,
  run: async ({ db, actor }, { token }) => {
    const change = await findByToken(db, hashToken(token));
    if (!change) throw new AppError("INVALID_LINK");
    return {
      newEmail: change.newEmail,
      isForAnother: isSignedIn(actor) && actor.user.id !== change.userId,
      needsPassword: !isProvedAs(actor, change.userId),
    };
  },
});
