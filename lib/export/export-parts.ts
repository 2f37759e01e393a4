// Exports the longer parts of a user's data, one page at a time: their sessions, and their actions while signed in. Omits
// requests of others about the account, such as failed sign-ins, because they would reveal IP addresses of others. Omits the
// user's requests about other accounts, because they would reveal whether those accounts exist.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { createdAfter, readIdCursor, timeCursor } from "@/lib/lists/pages";
import { exportPage, ExportPageInput } from "@/lib/users/export-page";

export const exportSessions = userOperation({
  name: "users.export-sessions",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) =>
      db.session.findMany({
        where: { userId, id: { gt: readIdCursor(cursor) } },
        orderBy: { id: "asc" },
        take,
        select: {
          id: true,
          ipAddress: true,
          userAgent: true,
          createdAt: true,
          lastSeenAt: true,
          expiresAt: true,
          endedAt: true,
        },
      }),
    cursorOf: ({ id }) => id,
    view: (row) => ({
      id: row.id,
      ip_address: row.ipAddress,
      user_agent: row.userAgent,
      created_at: row.createdAt.toISOString(),
      last_seen_at: row.lastSeenAt.toISOString(),
      expires_at: row.expiresAt.toISOString(),
      ended_at: row.endedAt?.toISOString() ?? null,
    }),
  }),
});

export const exportAuditEntries = userOperation({
  name: "users.export-audit-entries",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: ExportPageInput,
  run: exportPage({
    read: (db, { userId, cursor, take }) =>
      db.auditEntry.findMany({
        where: { userId, sessionUserId: userId, ...createdAfter(cursor) },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take,
        select: {
          id: true,
          action: true,
          outcome: true,
          organizationId: true,
          entityType: true,
          entityId: true,
          requestId: true,
          ipAddress: true,
          userAgent: true,
          createdAt: true,
        },
      }),
    cursorOf: ({ createdAt, id }) => timeCursor(createdAt, id),
    view: (row) => ({
      id: row.id,
      at: row.createdAt.toISOString(),
      action: row.action,
      outcome: row.outcome,
      organization_id: row.organizationId,
      entity_type: row.entityType,
      entity_id: row.entityId,
      request_id: row.requestId,
      ip_address: row.ipAddress,
      user_agent: row.userAgent,
    }),
  }),
});
