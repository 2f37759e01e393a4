// Creates an API key: for the organization by one of its admins, or for the member who asks. The key is in the output once,
// and stored only as its hash. A mail announces it. The lock on the organization serializes the counting, so that the limits
// hold.
import "server-only";
import { randomUUID } from "node:crypto";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { hashToken } from "@/lib/crypto/hash";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { generateApiKey, prefixOf } from "./key-format";
import { MAX_KEYS_OF_ORGANIZATION, MAX_KEYS_OF_USER, type KeyLifetime } from "./lifetimes";
import { lockCreator } from "./lock-creator";
import { mailNewKey } from "./mail-new-key";
import { COLUMNS, viewApiKey } from "./queries";
import { CreateApiKeyInput, NewApiKey } from "./schemas";

const DAY_MS = 86_400_000;

function expiryOf(lifetime: KeyLifetime): Date | null {
  return lifetime === "never" ? null : new Date(Date.now() + Number.parseInt(lifetime, 10) * DAY_MS);
}

/** Keys that have expired count until they are revoked. */
async function requireRoom(db: TenantDb, userId: string | null): Promise<void> {
  const kept = await db.apiKey.count({ where: { userId, revokedAt: null } });
  if (kept >= (userId === null ? MAX_KEYS_OF_ORGANIZATION : MAX_KEYS_OF_USER)) throw new AppError("QUOTA_EXCEEDED");
}

export const createApiKey = orgOperation({
  name: "api-keys.create",
  accepts: sessionOnly,
  effect: "write",
  minRole: "member",
  recent: "session",
  limit: generalLimitOnly,
  input: CreateApiKeyInput,
  output: NewApiKey,
  lock: "NO KEY UPDATE",
  run: async ({ db, actor, request }, { name, owner, role, expires_in }) => {
    if (owner === "organization" && !roleAtLeast(actor.role, "org_admin")) throw new AppError("ACCESS_DENIED");
    if (!roleAtLeast(actor.role, role)) throw new AppError("ACCESS_DENIED");
    await lockCreator(db, actor);
    const userId = owner === "user" ? actor.user.id : null;
    await requireRoom(db, userId);
    const key = generateApiKey();
    const row = await db.apiKey.create({
      data: {
        id: randomUUID(),
        organizationId: actor.organization.id,
        userId,
        name,
        role,
        prefix: prefixOf(key),
        tokenHash: hashToken(key),
        expiresAt: expiryOf(expires_in),
      },
      select: COLUMNS,
    });
    const view = viewApiKey(row);
    await mailNewKey(db, actor, view, request);
    return { ...view, key };
  },
  audit: ({ input, output }) => ({
    entityType: "api_key",
    entityId: output.id,
    after: { owner: input.owner, role: input.role, expires_in: input.expires_in },
  }),
});
