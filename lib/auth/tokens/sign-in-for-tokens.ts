// Signs an API client in with its user's email address and password, under the same rules as a browser (sign-in.ts). Begins
// a token family in one organization, instead of a session. A client has no device cookie, so it counts as an unknown
// browser.
import "server-only";
import { z } from "zod";
import type { RequestFacts } from "@/lib/access/actor";
import { publicOperation } from "@/lib/access/operation";
import { Refusal, refuse } from "@/lib/access/refusal";
import { generateToken } from "@/lib/crypto/random";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { lockVerified, passwordSignIn, SignInInput } from "../sign-in/sign-in";
import { viewUser } from "../view";
import { chooseMembership, lockOrganization } from "./choose-membership";
import { createFamily, findLiveFamily, storeToken, type Family } from "./queries";
import { tokenPair } from "./token-pair";

export const SignInForTokensInput = SignInInput.extend({
  /** A slug. Without it, the organization that the user last used. */
  organization: z
    .string()
    .check(atMost(100))
    .meta({ examples: ["analytical-engines"] })
    .optional(),
});

export const signInForTokens = publicOperation({
  name: "tokens.sign-in",
  effect: "write",
  input: SignInForTokensInput,
  ...passwordSignIn,
  run: async ({ db, request, prepared }, input) => {
    const { account, isRight } = prepared;
    // Before the user, as the lock order requires. Only with the right password, so that a guess locks nothing.
    if (account && isRight) await lockOrganization(db, account.userId, input.organization);
    const user = await lockVerified(db, request, input, prepared);
    if (user instanceof Refusal) return user;
    const membership = await chooseMembership(db, user.id, input.organization);
    if (input.organization !== undefined && !membership) return refuse("NOT_FOUND");
    if (membership?.suspended) return refuse("ORGANIZATION_SUSPENDED");
    const { family, token } = await begin(db, user.id, membership?.id ?? null, request);
    return { ...(await tokenPair(family, token)), user: viewUser(user), familyId: family.id };
  },
  audit: ({ prepared, output }) => ({
    entityType: "token_family",
    entityId: output?.familyId,
    userId: prepared.account?.userId,
    standing: output && "user",
  }),
});

async function begin(
  db: SystemDb,
  userId: string,
  membershipId: string | null,
  request: RequestFacts,
): Promise<{ family: Family; token: string }> {
  const family = await findLiveFamily(db, await createFamily(db, { userId, membershipId }, request));
  if (!family) throw new AppError("CONFLICT");
  const token = generateToken();
  await storeToken(db, family, token);
  return { family, token };
}
