// The tokens of an API client, as it receives them.
import "server-only";
import { z } from "zod";
import { UserView, viewUser } from "../view";
import { accessTokenSeconds, signAccessToken } from "./access-token";
import type { Family } from "./queries";

export const TokenPair = z.strictObject({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("bearer"),
  /** Seconds until the access token expires. */
  expires_in: z.int(),
});
type TokenPair = z.output<typeof TokenPair>;

export async function tokenPair(family: Family, refreshToken: string): Promise<TokenPair> {
  const { userId, email, organizationId, role, id } = family;
  return {
    access_token: await signAccessToken({ sub: userId, email, org_id: organizationId, role, sid: id }),
    refresh_token: refreshToken,
    token_type: "bearer",
    expires_in: accessTokenSeconds(),
  };
}

const SignedInTokens = TokenPair.extend({ user: UserView });

interface SignedIn extends TokenPair {
  user: UserView;
}

/** The tokens and the user, as an API client receives them when it signs in. */
export const viewSignedInTokens = {
  schema: SignedInTokens,
  of: ({ access_token, refresh_token, token_type, expires_in, user }: SignedIn) => ({
    access_token,
    refresh_token,
    token_type,
    expires_in,
    user: viewUser(user),
  }),
};
