// Signs an API client out: ends the family of its refresh token (RFC 7009). Succeeds for any token, so that a client can
// repeat the request, and the response reveals nothing about the token.
import "server-only";
import { publicOperation } from "@/lib/access/operation";
import { closeFamily } from "../sessions/close-sessions";
import { byRefreshToken } from "./by-refresh-token";
import { lockOwner } from "./queries";

export const revokeTokens = publicOperation({
  name: "tokens.revoke",
  effect: "write",
  ...byRefreshToken,
  run: async ({ db, prepared: origin }) => {
    if (!origin) return;
    await lockOwner(db, origin.userId);
    await closeFamily(db, origin.userId, origin.familyId);
  },
  audit: ({ prepared }) => ({
    entityType: "token_family",
    entityId: prepared?.familyId,
    userId: prepared?.userId,
    standing: prepared ? "user" : undefined,
  }),
});
