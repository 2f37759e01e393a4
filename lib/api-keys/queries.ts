// Reads the rows of API keys, without their hashes, which the tenant role cannot read.
import "server-only";
import { requireUuid } from "@/lib/access/require-uuid";
import type { Prisma } from "@/lib/db/generated/client";
import type { TenantDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { ApiKeyView } from "./schemas";

export const COLUMNS = {
  id: true,
  userId: true,
  membership: { select: { user: { select: { id: true, name: true, email: true } } } },
  name: true,
  role: true,
  prefix: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const satisfies Prisma.ApiKeySelect;

type Row = Prisma.ApiKeyGetPayload<{ select: typeof COLUMNS }>;

export function viewApiKey(row: Row): ApiKeyView {
  return {
    id: row.id,
    owner: row.userId === null ? "organization" : "user",
    user: row.membership?.user ?? null,
    name: row.name,
    role: row.role,
    prefix: row.prefix,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    is_expired: row.expiresAt !== null && row.expiresAt <= new Date(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** @throws AppError NOT_FOUND, identical for another organization's id, an unknown id, a malformed one and a revoked key */
export async function getApiKey(db: TenantDb, id: string): Promise<Row> {
  requireUuid(id);
  const row = await db.apiKey.findUnique({ where: { id, revokedAt: null }, select: COLUMNS });
  if (!row) throw new AppError("NOT_FOUND");
  return row;
}
