// The filter choices of the console's audit log: the people and organizations in its latest entries.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { distinct } from "@/lib/lists/distinct";
import { AuditChoicesInput } from "./schemas";

const LATEST_ENTRIES = 1_000;

export interface Choice {
  id: string;
  name: string;
}

export interface SystemAuditChoices {
  people: Choice[];
  organizations: Choice[];
}

async function named(db: SystemDb, people: string[], organizations: string[]): Promise<SystemAuditChoices> {
  const list = { orderBy: [{ name: "asc" }, { id: "asc" }], select: { id: true, name: true } } as const;
  return {
    people: await db.user.findMany({ where: { id: { in: people } }, ...list, orderBy: [...list.orderBy] }),
    organizations: await db.organization.findMany({
      where: { id: { in: organizations } },
      ...list,
      orderBy: [...list.orderBy],
    }),
  };
}

export const getSystemAuditChoices = adminOperation({
  name: "admin.get-audit-choices",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: AuditChoicesInput,
  run: async ({ db }, { person, organization }): Promise<SystemAuditChoices> => {
    const latest = await db.auditEntry.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LATEST_ENTRIES,
      select: { userId: true, organizationId: true },
    });
    const people = distinct([person, ...latest.map(({ userId }) => userId)]);
    const organizations = distinct([organization, ...latest.map(({ organizationId }) => organizationId)]);
    return named(db, people, organizations);
  },
});
