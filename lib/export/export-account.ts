// Exports the parts of a user's own data that need no paging (profile, pending email change, connections, memberships, open
// invitations), and records the export in the audit log. The output contains no secrets, no hashes and nothing about other
// users.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import type { SystemDb } from "@/lib/db/transaction";
import { limits } from "@/lib/rate-limit/limits";

export const exportAccount = userOperation({
  name: "users.export",
  accepts: sessionOnly,
  effect: "write",
  limit: [{ limit: limits.exportPerUser, key: (_input, { actor }) => actor.user.id }],
  input: NoInput,
  lock: ownRow,
  run: async ({ db, actor }) => {
    const { id, email } = actor.user;
    return {
      exported_at: new Date().toISOString(),
      profile: await profile(db, id),
      pending_email_change: await pendingEmailChange(db, id),
      connections: await connections(db, id),
      memberships: await memberships(db, id),
      open_invitations: await openInvitations(db, email),
    };
  },
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id }),
});

export type AccountSummary = Awaited<ReturnType<typeof exportAccount>>;

async function profile(db: SystemDb, id: string) {
  const user = await db.user.findUniqueOrThrow({
    where: { id },
    select: { id: true, email: true, name: true, isSystemAdmin: true, createdAt: true, updatedAt: true },
  });
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    is_system_admin: user.isSystemAdmin,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}

async function pendingEmailChange(db: SystemDb, userId: string) {
  const change = await db.emailChange.findUnique({
    where: { userId },
    select: { newEmail: true, createdAt: true, expiresAt: true },
  });
  return (
    change && {
      new_email: change.newEmail,
      requested_at: change.createdAt.toISOString(),
      expires_at: change.expiresAt.toISOString(),
    }
  );
}

async function connections(db: SystemDb, userId: string) {
  const identities = await db.identity.findMany({ where: { userId }, orderBy: { linkedAt: "asc" } });
  return identities.map(({ provider, subject, email, linkedAt, lastUsedAt }) => ({
    provider,
    subject,
    email,
    linked_at: linkedAt.toISOString(),
    last_used_at: lastUsedAt.toISOString(),
  }));
}

async function memberships(db: SystemDb, userId: string) {
  const rows = await db.membership.findMany({
    where: { userId },
    orderBy: { id: "asc" },
    select: {
      role: true,
      createdAt: true,
      lastSeenAt: true,
      organization: { select: { id: true, slug: true, name: true } },
    },
  });
  return rows.map(({ organization, role, createdAt, lastSeenAt }) => ({
    organization,
    role,
    since: createdAt.toISOString(),
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  }));
}

async function openInvitations(db: SystemDb, email: string) {
  const rows = await db.invitation.findMany({
    where: { openEmail: email, expiresAt: { gt: new Date() } },
    orderBy: { id: "asc" },
    select: { name: true, role: true, sentAt: true, expiresAt: true, organization: { select: { name: true } } },
  });
  return rows.map(({ organization, name, role, sentAt, expiresAt }) => ({
    organization: organization.name,
    name,
    role,
    sent_at: sentAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  }));
}
