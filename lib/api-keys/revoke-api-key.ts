// Revokes an API key: the next request with it is refused, and so is a write that has not yet committed. A member revokes
// their personal keys, an organization's admin every key in the organization, as after a colleague has lost a laptop.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { perRevocation } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { roleAtLeast } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { getApiKey } from "./queries";
import { RevokeApiKeyInput } from "./schemas";

export const revokeApiKey = orgOperation({
  name: "api-keys.revoke",
  accepts: sessionOrToken,
  effect: "write",
  isContainment: true,
  minRole: "readonly",
  limit: [perRevocation],
  input: RevokeApiKeyInput,
  // Excludes the writes that recheck the key under this lock.
  lock: "UPDATE",
  run: async ({ db, actor }, { id }) => {
    const { userId, role } = await getApiKey(db, id);
    const mayRevoke = roleAtLeast(actor.role, "org_admin") || userId === actor.user.id;
    // No one else may know that the key exists.
    if (!mayRevoke) throw new AppError("NOT_FOUND");
    const { count } = await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
    if (count === 0) throw new AppError("NOT_FOUND");
    return { owner: userId === null ? "organization" : "user", role };
  },
  audit: ({ input, output }) => ({ entityType: "api_key", entityId: input.id, before: output }),
});
