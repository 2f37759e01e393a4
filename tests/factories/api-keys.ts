// API keys for database tests, inserted without the operation, which needs a signed-in user with a recent proof.
import type { OrganizationRole } from "@/lib/access/roles";
import { generateApiKey, prefixOf } from "@/lib/api-keys/key-format";
import { hashToken } from "@/lib/crypto/hash";
import { inSystemTransaction } from "@/lib/db/transaction";

interface GivenKey {
  organizationId: string;
  /** Null for an organization's key. */
  userId: string | null;
  role?: OrganizationRole;
  name?: string;
  expiresAt?: Date;
}

export async function insertApiKey({ role = "org_admin", name = "Deployments", ...given }: GivenKey) {
  const key = generateApiKey();
  const data = { ...given, role, name, prefix: prefixOf(key), tokenHash: hashToken(key) };
  const { id } = await inSystemTransaction((db) => db.apiKey.create({ data, select: { id: true } }));
  return { id, key };
}
