// The API clients that are signed in as the user, the last used first.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { describeUserAgent } from "@/lib/observability/describe-user-agent";

const MOST = 100;

export interface TokenFamilyView {
  id: string;
  browser: string;
  system: string;
  ip_address: string;
  created_at: string;
  /** When the client last got an access token. */
  last_used_at: string;
  /** Null for a user without an organization. */
  organization: string | null;
}

export const listTokenFamilies = userOperation({
  name: "tokens.list-families",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }): Promise<{ items: TokenFamilyView[] }> => {
    const rows = await db.tokenFamily.findMany({
      where: { userId: actor.user.id, endedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { lastUsedAt: "desc" },
      take: MOST,
      select: {
        id: true,
        ipAddress: true,
        userAgent: true,
        createdAt: true,
        lastUsedAt: true,
        membership: { select: { organization: { select: { name: true } } } },
      },
    });
    const items = rows.map((row) => ({
      id: row.id,
      ...describeUserAgent(row.userAgent),
      ip_address: row.ipAddress,
      created_at: row.createdAt.toISOString(),
      last_used_at: row.lastUsedAt.toISOString(),
      organization: row.membership?.organization.name ?? null,
    }));
    return { items };
  },
});
