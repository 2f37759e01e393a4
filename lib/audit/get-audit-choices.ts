// The people whom an organization's log can be filtered by: its members or, if there are many, the first by name and the one
// who is chosen.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { AuditChoicesInput } from "./schemas";

const MOST_PEOPLE = 500;

export interface AuditChoices {
  people: { id: string; name: string }[];
}

export const getAuditChoices = orgOperation({
  name: "audit.get-choices",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: AuditChoicesInput,
  run: async ({ db }, { person }): Promise<AuditChoices> => {
    const select = { id: true, name: true } as const;
    const people = await db.user.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST_PEOPLE, select });
    if (person === undefined || people.some(({ id }) => id === person)) return { people };
    // A tenant handle finds members only.
    return { people: [...people, ...(await db.user.findMany({ where: { id: person }, select }))] };
  },
});
