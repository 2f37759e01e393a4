// The active sessions of a user.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { describeUserAgent } from "@/lib/observability/describe-user-agent";
import { NoInput } from "@/lib/access/no-input";

export const SessionView = z
  .strictObject({
    id: z.uuid(),
    browser: z.string(),
    system: z.string(),
    ip_address: z.string(),
    created_at: Time,
    last_seen_at: Time,
    current: z.boolean(),
  })
  .meta({ title: "Session" });
export type SessionView = z.output<typeof SessionView>;

const MOST = 100;

export const listSessions = userOperation({
  name: "auth.list-sessions",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: z.strictObject({ items: z.array(SessionView) }),
  run: async ({ db, actor }): Promise<{ items: SessionView[] }> => {
    const rows = await db.session.findMany({
      where: { userId: actor.user.id, endedAt: null, expiresAt: { gt: new Date() } },
      orderBy: { lastSeenAt: "desc" },
      take: MOST,
      select: { id: true, ipAddress: true, userAgent: true, createdAt: true, lastSeenAt: true },
    });
    const items = rows.map((row) => ({
      id: row.id,
      ...describeUserAgent(row.userAgent),
      ip_address: row.ipAddress,
      created_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      current: row.id === actor.credential.id,
    }));
    return { items: items.toSorted((a, b) => Number(b.current) - Number(a.current)) };
  },
});
