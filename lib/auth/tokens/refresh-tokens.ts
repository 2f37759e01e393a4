// Replaces a refresh token and issues a new access token. A token works once. Clients that use it in parallel, within ten
// seconds, all get the same successor. A token that is used again later has been copied, so its whole family ends, and the
// owner gets a mail (RFC 9700 §4.14.2).
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { recordAudit, toSubject } from "@/lib/access/audit";
import { publicOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { closeFamily } from "../sessions/close-sessions";
import { byRefreshToken } from "./by-refresh-token";
import { mailTokenReuse } from "./mails";
import { findLiveFamily, findStored, lockOwner, storeToken, useToken, whyUnusable, type Family } from "./queries";
import { possibleSuccessorsOf, successorOf } from "./refresh-token-successor";
import { tokenPair, TokenPair } from "./token-pair";

export const refreshTokens = publicOperation({
  name: "tokens.refresh",
  effect: "write",
  isRoutine: true,
  ...byRefreshToken,
  output: TokenPair,
  run: async ({ db, actor, request, prepared: origin }, { refresh_token: token }) => {
    if (!origin) return refuse("INVALID_TOKEN");
    await lockOwner(db, origin.userId);
    const family = await findLiveFamily(db, origin.familyId);
    if (!family) return refuse("INVALID_TOKEN");
    // Before the token is used, so that the client can go on when the organization is resumed.
    if (family.suspended) return refuse("ORGANIZATION_SUSPENDED");
    const successor = await rotate(db, family, token);
    if (successor === "reused") await endForReuse(db, { actor, request }, family);
    if (successor === "reused" || successor === null) return refuse("INVALID_TOKEN");
    return tokenPair(family, successor.token);
  },
  audit: ({ prepared, output }) => ({
    entityType: "token_family",
    entityId: prepared?.familyId,
    userId: prepared?.userId,
    standing: output && "user",
  }),
});

/** Returns the successor of a token, or null if the token has expired. */
async function rotate(db: SystemDb, family: Family, token: string): Promise<{ token: string } | "reused" | null> {
  if (await useToken(db, token, family.id)) {
    const successor = successorOf(token);
    await storeToken(db, family, successor);
    return { token: successor };
  }
  const why = await whyUnusable(db, token);
  if (why === "reused") return why;
  const stored = why === "parallel" ? await findStored(db, possibleSuccessorsOf(token), family.id) : null;
  return stored === null ? null : { token: stored };
}

async function endForReuse(db: SystemDb, caller: Caller, { id, userId, email }: Family): Promise<void> {
  await closeFamily(db, userId, id);
  const about = { entityType: "token_family", entityId: id, userId, after: { reused: true } };
  await recordAudit(db, caller, { action: "tokens.end-family", outcome: "ok" }, about, toSubject);
  await mailTokenReuse(db, email, caller.request);
}
