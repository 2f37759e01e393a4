// One organization with its open invitations and the members who joined first (up to a limit), for system admins.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { Role, Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireUuid } from "@/lib/access/require-uuid";
import { AppError } from "@/lib/errors/app-error";
import { isLedByAdmin } from "./queries";
import { OneInput } from "./schemas";

const MOST_PEOPLE = 100;
const MOST_INVITATIONS = 20;

export const OrganizationPerson = z.strictObject({
  user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }),
  role: Role,
  joined_at: Time,
  last_seen_at: Time.nullable(),
});
export type OrganizationPerson = z.output<typeof OrganizationPerson>;

export const OpenInvitation = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  expires_at: Time,
});
export type OpenInvitation = z.output<typeof OpenInvitation>;

export const ConsoleOrganization = z
  .strictObject({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    is_personal: z.boolean(),
    created_at: Time,
    suspended_at: Time.nullable(),
    /** Whether one of its admins can sign in. If not, the console has to send an invitation. */
    has_acting_admin: z.boolean(),
    members: z.number(),
    /** In the order they joined; at most a hundred. */
    people: z.array(OrganizationPerson),
    /** Open invitations that have not expired; newest first. */
    invitations: z.array(OpenInvitation),
  })
  .meta({ title: "ConsoleOrganization" });
export type ConsoleOrganization = z.output<typeof ConsoleOrganization>;

export const getOrganization = adminOperation({
  name: "admin.get-organization",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: OneInput,
  output: ConsoleOrganization,
  run: async ({ db }, { id }): Promise<ConsoleOrganization> => {
    requireUuid(id);
    const row = await db.organization.findUnique({
      where: { id },
      select: {
        id: true,
        slug: true,
        name: true,
        isPersonal: true,
        createdAt: true,
        suspendedAt: true,
        _count: { select: { memberships: true } },
        memberships: {
          orderBy: { id: "asc" },
          take: MOST_PEOPLE,
          select: { role: true, createdAt: true, lastSeenAt: true, user: { select: { id: true, name: true, email: true } } },
        },
      },
    });
    if (!row) throw new AppError("NOT_FOUND");
    const open = await db.invitation.findMany({
      where: { organizationId: id, openEmail: { not: null }, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: "desc" },
      take: MOST_INVITATIONS,
      select: { id: true, email: true, role: true, expiresAt: true },
    });
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      is_personal: row.isPersonal,
      created_at: row.createdAt.toISOString(),
      suspended_at: row.suspendedAt?.toISOString() ?? null,
      has_acting_admin: await isLedByAdmin(db, id),
      members: row._count.memberships,
      people: row.memberships.map(({ user, role, createdAt, lastSeenAt }) => ({
        user,
        role,
        joined_at: createdAt.toISOString(),
        last_seen_at: lastSeenAt?.toISOString() ?? null,
      })),
      invitations: open.map(({ expiresAt, ...invitation }) => ({ ...invitation, expires_at: expiresAt.toISOString() })),
    };
  },
});
