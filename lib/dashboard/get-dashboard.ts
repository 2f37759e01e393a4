// An organization's dashboard: totals, latest changes and newest members.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import type { MemberActor } from "@/lib/access/actor";
import type { DashboardPart, FeatureIcon } from "@/lib/access/feature-spec";
import { roleAtLeast, type OrganizationRole } from "@/lib/access/roles";
import type { TenantDb } from "@/lib/db/transaction";
import { FEATURES } from "@/lib/features/features";
import { INVITATION_LIFETIME_MS } from "@/lib/invitations/lifetime";

const LATEST_MEMBERS = 4;

export interface NewcomerView {
  id: string;
  name: string;
  role: OrganizationRole;
  joined_at: string;
}

/** Latest first. Ordered by id, because ids are in the order of joining. */
async function latestMembers(db: TenantDb): Promise<NewcomerView[]> {
  const rows = await db.membership.findMany({
    orderBy: { id: "desc" },
    take: LATEST_MEMBERS,
    select: { id: true, role: true, createdAt: true, user: { select: { name: true } } },
  });
  return rows.map(({ id, role, createdAt, user }) => ({ id, name: user.name, role, joined_at: createdAt.toISOString() }));
}

export interface FeatureOnDashboard extends DashboardPart {
  name: string;
  icon: FeatureIcon;
}

async function featuresFor(db: TenantDb, actor: MemberActor): Promise<FeatureOnDashboard[]> {
  const parts: FeatureOnDashboard[] = [];
  for (const { name, navigation, dashboard } of FEATURES) {
    const read = await dashboard();
    parts.push({ name, icon: navigation.icon, ...(await read(db, actor)) });
  }
  return parts;
}

export const getDashboard = orgOperation({
  name: "organizations.get-dashboard",
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => ({
    organization: { slug: actor.organization.slug, name: actor.organization.name },
    role: actor.role,
    members: await db.membership.count(),
    latest_members: await latestMembers(db),
    /** Null for members without the right to see invitations. */
    open_invitations: roleAtLeast(actor.role, "org_admin")
      ? await db.invitation.count({
          where: { openEmail: { not: null }, sentAt: { gt: new Date(Date.now() - INVITATION_LIFETIME_MS) } },
        })
      : null,
    features: await featuresFor(db, actor),
  }),
});
