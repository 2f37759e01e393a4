// The names of API keys, for audit logs, as long as the keys exist. Names of revoked keys are kept.
import "server-only";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";

export async function apiKeyNames(db: SystemDb | TenantDb, ids: string[]): Promise<ReadonlyMap<string, string>> {
  const keys = await db.apiKey.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(keys.map(({ id, name }) => [id, name]));
}
