// One person as the console shows them: their organizations and the number of their sessions. No secrets, no devices.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireUuid } from "@/lib/access/require-uuid";
import type { OrganizationRole } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { listDependent } from "./queries";
import { OneInput } from "./schemas";

const MOST_ORGANIZATIONS = 100;

export interface UserOrganization {
  id: string;
  slug: string;
  name: string;
  role: OrganizationRole;
  joined_at: string;
  suspended: boolean;
  /** Whether they are its only admin who can act, and it has other members. */
  depends_on_them: boolean;
}

export interface UserDetail {
  id: string;
  name: string;
  email: string;
  is_system_admin: boolean;
  is_you: boolean;
  has_password: boolean;
  created_at: string;
  suspended_at: string | null;
  /** Active sessions. */
  sessions: number;
  /** The latest use of any session that is still stored, precise to five minutes; null if there is none. */
  last_seen_at: string | null;
  memberships: number;
  /** In the order they joined; at most a hundred. */
  organizations: UserOrganization[];
}

export const getUser = adminOperation({
  name: "admin.get-user",
  effect: "read",
  limit: generalLimitOnly,
  input: OneInput,
  run: async ({ db, actor }, { id }): Promise<UserDetail> => {
    requireUuid(id);
    const row = await db.user.findUnique({
      where: { id },
      select: {
        id: true,
        name: true,
        email: true,
        isSystemAdmin: true,
        createdAt: true,
        suspendedAt: true,
        password: { select: { userId: true } },
        _count: { select: { memberships: true, sessions: { where: { endedAt: null, expiresAt: { gt: new Date() } } } } },
      },
    });
    if (!row) throw new AppError("NOT_FOUND");
    // One after the other: a transaction has one connection, and Prisma loads several relations of a row concurrently.
    const { _max: seen } = await db.session.aggregate({ where: { userId: id }, _max: { lastSeenAt: true } });
    const memberships = await db.membership.findMany({
      where: { userId: id },
      orderBy: { id: "asc" },
      take: MOST_ORGANIZATIONS,
      select: {
        role: true,
        createdAt: true,
        organization: { select: { id: true, slug: true, name: true, suspendedAt: true } },
      },
    });
    const dependent = new Set(await listDependent(db, id));
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      is_system_admin: row.isSystemAdmin,
      is_you: row.id === actor.user.id,
      has_password: row.password !== null,
      created_at: row.createdAt.toISOString(),
      suspended_at: row.suspendedAt?.toISOString() ?? null,
      sessions: row._count.sessions,
      last_seen_at: seen.lastSeenAt?.toISOString() ?? null,
      memberships: row._count.memberships,
      organizations: memberships.map(({ role, createdAt, organization: { suspendedAt, ...organization } }) => ({
        ...organization,
        role,
        joined_at: createdAt.toISOString(),
        suspended: suspendedAt !== null,
        depends_on_them: dependent.has(organization.id),
      })),
    };
  },
});
