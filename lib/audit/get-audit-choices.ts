// The filter choices of an organization's log: its members, and the actions in its latest entries.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";

const MOST_PEOPLE = 500;
const LATEST_ENTRIES = 1_000;

export interface AuditChoices {
  people: { id: string; name: string }[];
  actions: string[];
}

export const getAuditChoices = orgOperation({
  name: "audit.get-choices",
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }): Promise<AuditChoices> => {
    const people = await db.user.findMany({
      orderBy: [{ name: "asc" }, { id: "asc" }],
      take: MOST_PEOPLE,
      select: { id: true, name: true },
    });
    const latest = await db.auditEntry.findMany({
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LATEST_ENTRIES,
      select: { action: true },
    });
    return { people, actions: [...new Set(latest.map(({ action }) => action))].sort() };
  },
});
