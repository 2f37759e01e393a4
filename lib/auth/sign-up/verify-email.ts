// Turns a pending sign-up into a user with an organization, once. Requires the mailed link *and* one of three proofs: the
// browser that signed up, the sign-up's password, or a new password. So an attacker who signs up with another person's
// address never gets an account with the attacker's password.
import "server-only";
import { z } from "zod";
import { generalLimitOnly, perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import { isSignedIn, type RequestFacts } from "@/lib/access/actor";
import { equalDigests, hashToken } from "@/lib/crypto/hash";
import { AppError } from "@/lib/errors/app-error";
import { createOrganizationFor } from "@/lib/organizations/create-organization";
import { limits } from "@/lib/rate-limit/limits";
import { hashPassword } from "../passwords/hash-password";
import { rememberDevice } from "../passwords/known-device";
import { requireGoodPassword } from "../passwords/policy";
import { proveByLink } from "../passwords/prove-password";
import { newPassword } from "../passwords/store-password";
import { MailedToken, Password } from "../schemas";
import { findByToken, redeemSignUp } from "./queries";

export const VerifyEmailInput = z
  .strictObject({
    token: MailedToken,
    password: Password.optional().meta({
      description:
        "The password chosen at sign-up. Outside the browser that signed up, send this or `new_password`, not both.",
      examples: ["the keys of the old gate"],
    }),
    new_password: Password.optional().describe("A new password, instead of `password`."),
  })
  .refine((input) => input.password === undefined || input.new_password === undefined, {
    path: ["new_password"],
    message: "Enter either your password or a new one.",
  });

const REFUSED_PASSWORD = {
  wrong: "This is not the password you chose when you signed up.",
  "used-up": "Too many wrong passwords were entered. Choose a new password instead.",
};

function isSameBrowser(request: RequestFacts, flowHash: Uint8Array): boolean {
  return request.signUpFlow !== null && equalDigests(hashToken(request.signUpFlow), flowHash);
}

export const verifyEmail = publicOperation({
  name: "auth.verify-email",
  effect: "write",
  onlyInMode: "b2c",
  limit: [perAddress(limits.tokenPerAddress)],
  input: VerifyEmailInput,
  mailedLink: "verification",
  prepare: async ({ transaction, request }, { token, password, new_password }) => {
    const pending = await transaction((db) => findByToken(db, hashToken(token)));
    if (!pending) throw new AppError("INVALID_LINK");
    if (new_password !== undefined) {
      await requireGoodPassword(new_password, pending, "new_password");
      return { pending, proof: "proved", newHash: await hashPassword({ knownAs: pending.email }, new_password) } as const;
    }
    if (password !== undefined) {
      const check = { linkId: pending.id, email: pending.email, hash: pending.passwordHash };
      return { pending, proof: await proveByLink(transaction, check, password), newHash: null };
    }
    if (!isSameBrowser(request, pending.flowHash)) throw new AppError("PASSWORD_REQUIRED");
    return { pending, proof: "proved", newHash: null } as const;
  },
  run: async ({ db, request, prepared }, { token }) => {
    const { pending, proof, newHash } = prepared;
    if (proof !== "proved") return refuse("INVALID_CREDENTIALS", { fields: { password: REFUSED_PASSWORD[proof] } });
    const redeemed = await redeemSignUp(db, pending.email, hashToken(token));
    if (!redeemed) throw new AppError("INVALID_LINK");
    const password = newPassword(newHash ?? redeemed.passwordHash);
    const user = await db.user.create({
      data: { email: pending.email, name: redeemed.name, password: { create: password } },
      select: { id: true, name: true },
    });
    const organization = await createOrganizationFor(db, user, redeemed.organizationName);
    // The user proved the mailbox, so this browser becomes known: guesses from unknown browsers must not slow it down.
    const credential = { email: pending.email, passwordVersion: password.version };
    const deviceCookie = rememberDevice(credential, request.deviceCookie);
    return { userId: user.id, organizationId: organization.id, deviceCookie };
  },
  cookies: ({ deviceCookie }) => ({ device: deviceCookie, signUpEmail: "clear" }),
  audit: ({ output }) => ({
    entityType: "user",
    entityId: output?.userId,
    userId: output?.userId,
    standing: output && "org_admin",
    organizationId: output?.organizationId,
  }),
});

export const InspectSignUpInput = z.strictObject({ token: MailedToken });

/** Reads the sign-up for the page that the mailed link opens. Does not consume the link. */
export const inspectSignUp = publicOperation({
  name: "auth.inspect-sign-up",
  effect: "read",
  onlyInMode: "b2c",
  limit: generalLimitOnly,
  input: InspectSignUpInput,
  run: async ({ db, actor, request }, { token }) => {
    const pending = await findByToken(db, hashToken(token));
    if (!pending) throw new AppError("INVALID_LINK");
    // The account does not exist yet, so a signed-in user always has another account.
    return {
      email: pending.email,
      isForAnother: isSignedIn(actor),
      needsPassword: !isSameBrowser(request, pending.flowHash),
    };
  },
});
