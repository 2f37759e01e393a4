// Exports what lets programs act as the user: the API clients that signed in and the personal API keys, without tokens and
// hashes, one page at a time.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { readIdCursor } from "@/lib/lists/pages";
import { exportPage, ExportPageInput } from "@/lib/users/export-page";

const ORGANIZATION = { select: { slug: true } } as const;

export const exportApiClients = userOperation({
  name: "users.export-api-clients",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) =>
      db.tokenFamily.findMany({
        where: { userId, id: { gt: readIdCursor(cursor) } },
        orderBy: { id: "asc" },
        take,
        select: {
          id: true,
          membership: { select: { organization: ORGANIZATION } },
          ipAddress: true,
          userAgent: true,
          createdAt: true,
          lastUsedAt: true,
          expiresAt: true,
          endedAt: true,
        },
      }),
    cursorOf: ({ id }) => id,
    view: (row) => ({
      id: row.id,
      organization: row.membership?.organization.slug ?? null,
      ip_address: row.ipAddress,
      user_agent: row.userAgent,
      created_at: row.createdAt.toISOString(),
      last_used_at: row.lastUsedAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
      ended_at: row.endedAt?.toISOString() ?? null,
    }),
  }),
});

export const exportApiKeys = userOperation({
  name: "users.export-api-keys",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) =>
      db.apiKey.findMany({
        where: { userId, id: { gt: readIdCursor(cursor) } },
        orderBy: { id: "asc" },
        take,
        select: {
          id: true,
          organization: ORGANIZATION,
          name: true,
          role: true,
          prefix: true,
          createdAt: true,
          expiresAt: true,
          lastUsedAt: true,
          revokedAt: true,
        },
      }),
    cursorOf: ({ id }) => id,
    view: (row) => ({
      id: row.id,
      organization: row.organization.slug,
      name: row.name,
      role: row.role,
      prefix: row.prefix,
      created_at: row.createdAt.toISOString(),
      expires_at: row.expiresAt?.toISOString() ?? null,
      last_used_at: row.lastUsedAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
    }),
  }),
});
