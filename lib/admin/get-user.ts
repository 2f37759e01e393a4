// One user as the console shows them: their organizations and the number of their sessions. No secrets, no devices.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireUuid } from "@/lib/access/require-uuid";
import { AppError } from "@/lib/errors/app-error";
import { listDependent } from "./queries";
import { OneInput } from "./schemas";

const MOST_ORGANIZATIONS = 100;

export const UserOrganization = z.strictObject({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  role: Role,
  joined_at: Time,
  suspended: z.boolean(),
  /** Whether this user is the only admin who can sign in, and the organization has other members. */
  depends_on_them: z.boolean(),
});
export type UserOrganization = z.output<typeof UserOrganization>;

export const UserDetail = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    is_system_admin: z.boolean(),
    is_you: z.boolean(),
    has_password: z.boolean(),
    created_at: Time,
    suspended_at: Time.nullable(),
    /** Active sessions, including those of API clients. */
    sessions: z.number(),
    /** The latest use of any session that is still stored, precise to five minutes; null if there is none. */
    last_seen_at: Time.nullable(),
    memberships: z.number(),
    /** In the order in which the user joined them; at most 100. */
    organizations: z.array(UserOrganization),
  })
  .meta({ title: "ConsoleUser" });
export type UserDetail = z.output<typeof UserDetail>;

export const getUser = adminOperation({
  name: "admin.get-user",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: OneInput,
  output: UserDetail,
  run: async ({ db, actor }, { id }): Promise<UserDetail> => {
    requireUuid(id);
    const live = { endedAt: null, expiresAt: { gt: new Date() } };
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
        _count: { select: { memberships: true, sessions: { where: live }, tokenFamilies: { where: live } } },
      },
    });
    if (!row) throw new AppError("NOT_FOUND");
    // Separate queries, because a transaction has one connection, and Prisma loads several relations of a row concurrently.
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
      sessions: row._count.sessions + row._count.tokenFamilies,
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
