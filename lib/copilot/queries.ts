// Reads calls of the copilot. A tenant handle reaches only those of its own organization.
import "server-only";
import type { TenantDb } from "@/lib/db/transaction";

/** The calls that are running. @param userId null for those of the organization's API keys */
export function countOpenCalls(db: TenantDb, userId: string | null): Promise<number> {
  return db.usageLog.count({ where: { userId, status: "reserved", expiresAt: { gt: new Date() } } });
}

/** The latest call of a member, or of the organization's API keys. */
export function findLatestCall(db: TenantDb, userId: string | null) {
  return db.usageLog.findFirst({
    where: { userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      status: true,
      inputTokens: true,
      outputTokens: true,
      spentAllotment: true,
      spentPurchased: true,
      spentOverage: true,
    },
  });
}
