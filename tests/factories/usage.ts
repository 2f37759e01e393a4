// Calls of the past, as rows. Only the log has them: the account and the ledger do not.
import { randomUUID } from "node:crypto";
import { inSystemTransaction } from "@/lib/db/transaction";
import { MODEL } from "./credits";

const AT_ONCE = 400;

export interface PastCall {
  createdAt: Date;
  tokens: number;
  userId?: string;
  model?: string;
  /** The end of a reservation that nobody settled. */
  expired?: boolean;
}

export async function fillUsageLog(organizationId: string, calls: PastCall[]): Promise<void> {
  const rows = calls.map(({ createdAt, tokens, userId = null, model = MODEL, expired = false }) => ({
    id: randomUUID(),
    organizationId,
    userId,
    requestId: randomUUID(),
    operation: "test.call",
    model,
    windowStart: createdAt,
    estimatedInput: 0,
    maxOutput: tokens,
    reservedAllotment: tokens,
    reservedPurchased: 0,
    reservedOverage: 0,
    inputPrice: 0,
    outputPrice: 1_000_000,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + 900_000),
    ...(expired
      ? { status: "expired" as const, expiredAt: createdAt }
      : {
          status: "settled" as const,
          settledAt: createdAt,
          outputTokens: tokens,
          spentAllotment: tokens,
          costMicrousd: tokens,
        }),
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await inSystemTransaction((db) => db.usageLog.createMany({ data: rows.slice(at, at + AT_ONCE) }));
}
