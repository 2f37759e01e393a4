// What all organizations together used in the last thirty days, by day, by model and by organization, and what their accounts
// hold now.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import type { SystemDb } from "@/lib/db/transaction";
import { daysOf, lastDays } from "./days";
import { sumAccounts, sumFleet, type FleetRow } from "./fleet-queries";
import { addUp, FleetUsage, NOTHING, sumsOf, type OrganizationUsage } from "./fleet-view";

const MOST = 10;

async function withNames(db: SystemDb, rows: FleetRow[]): Promise<OrganizationUsage[]> {
  const organizations = await db.organization.findMany({
    where: { id: { in: rows.map(({ key }) => key) } },
    select: { id: true, name: true, slug: true },
  });
  const known = new Map(organizations.map((organization) => [organization.id, organization]));
  return rows.flatMap((row) => {
    const organization = known.get(row.key);
    return organization ? [{ organization, ...sumsOf(row) }] : [];
  });
}

export const getFleetUsage = adminOperation({
  name: "admin.get-usage",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: FleetUsage,
  run: async ({ db }): Promise<FleetUsage> => {
    const period = lastDays();
    const rows = await sumFleet(db, period, MOST);
    const of = (kind: FleetRow["kind"]) => rows.filter((row) => row.kind === kind);
    const byDay = new Map(of("day").map((row) => [row.key, sumsOf(row)]));
    const { purchased, reserved, overage_organizations, waiting } = await sumAccounts(db);
    return {
      totals: addUp([...byDay.values()]),
      days: daysOf(period).map((day) => ({ day, ...(byDay.get(day) ?? NOTHING) })),
      models: of("model").map((row) => ({ model: row.key, ...sumsOf(row) })),
      organizations: await withNames(db, of("organization")),
      now: {
        purchased: credits(purchased),
        reserved: credits(reserved),
        overage_organizations: Number(overage_organizations),
        expired: Number(waiting),
      },
    };
  },
});
