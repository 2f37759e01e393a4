// Stores a pending sign-up and mails a link. An account is created only after that link proves ownership of the mailbox. If
// the address already has an account, the response and the work are the same, but the owner gets a notice instead of a link.
import "server-only";
import { z } from "zod";
import { perAddress, type LimitRule } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken, TOKEN_PATTERN } from "@/lib/crypto/random";
import { sourceOf } from "@/lib/network/networks-of";
import { OrganizationName } from "@/lib/organizations/schemas";
import { limits } from "@/lib/rate-limit/limits";
import { mailAccountExists, mailVerification } from "../mails";
import { hashPassword } from "../passwords/hash-password";
import { requireGoodPassword } from "../passwords/policy";
import { Email, Password, PersonName } from "../schemas";
import { passwordSelector } from "./password-selector";
import { rotateToken, storeSignUp } from "./queries";
import { requireOpenSignUp } from "./sign-up-state";

export const SignUpInput = z.strictObject({ name: PersonName, email: Email, password: Password });
export const SignUpOrganizationInput = SignUpInput.extend({ organization_name: OrganizationName });

type AnyInput = z.output<typeof SignUpInput> & { organization_name?: string };

/**
 * Counts under the exact email address, because sign-ups for its tagged forms must not use up its limit. An address that has
 * reached the limit has a pending sign-up, whose link can be requested again.
 */
const perEmail: LimitRule<AnyInput>[] = [
  { limit: limits.signUpPerSource, key: ({ email }, { request }) => `${sourceOf(request.ipAddress)} ${email}` },
  { limit: limits.signUpPerAccount, key: ({ email }) => email },
];

function signUpOperation(name: string, input: z.ZodType<AnyInput>) {
  return publicOperation({
    name,
    effect: "write",
    onlyInMode: "b2c",
    limit: [perAddress(limits.signUpPerAddress)],
    quietLimit: perEmail,
    input,
    prepare: async ({ transaction }, { password, email, name: personName }) => {
      // Before hashing, because sign-up may have been closed to stop a flood.
      await transaction(requireOpenSignUp);
      await requireGoodPassword(password, { email, name: personName }, "password");
      return { passwordHash: await hashPassword("stranger", password), token: generateToken() };
    },
    run: async ({ db, request, prepared, overQuietLimit }, { email, password, name: personName, organization_name }) => {
      const known = request.signUpFlow !== null && TOKEN_PATTERN.test(request.signUpFlow) ? request.signUpFlow : null;
      const flow = known ?? generateToken();
      if (overQuietLimit) return { flow, email };
      const { passwordHash, token } = prepared;
      const tokenHash = hashToken(token);
      const { id, isFree } = await storeSignUp(db, {
        email,
        name: personName,
        organizationName: organization_name ?? null,
        passwordHash,
        passwordSelector: passwordSelector(email, password),
        tokenHash,
        flowHash: hashToken(flow),
      });
      const isMailed = await (isFree ? mailVerification(db, email, token, request) : mailAccountExists(db, email, request));
      // A link that is not sent must not invalidate an earlier link that was sent.
      if (isMailed) await rotateToken(db, id, tokenHash);
      return { flow, email };
    },
    // The cookie contains only the submitted address, so it does not reveal whether that address has an account.
    cookies: ({ flow, email }) => ({ signUpFlow: flow, signUpEmail: { address: email } }),
    audit: () => ({ entityType: "sign_up" }),
  });
}

export const signUp = signUpOperation("auth.sign-up", SignUpInput);
export const signUpOrganization = signUpOperation("auth.sign-up-organization", SignUpOrganizationInput);
