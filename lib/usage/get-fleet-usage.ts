// What all organizations together used in the last thirty days, by day, by model and by organization, and what their accounts
// hold now.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import type { SystemDb } from "@/lib/db/transaction";
import { sumAccounts } from "./fleet-queries";
import { addUp, FleetUsage, type OrganizationUsage } from "./fleet-view";
import { sumFleet, type Ranked } from "./sum-fleet";

const MOST = 10;

async function withNames(db: SystemDb, ranked: Ranked[]): Promise<OrganizationUsage[]> {
  const organizations = await db.organization.findMany({
    where: { id: { in: ranked.map(({ key }) => key) } },
    select: { id: true, name: true, slug: true },
  });
  const known = new Map(organizations.map((organization) => [organization.id, organization]));
  return ranked.flatMap(({ key, ...sums }) => {
    const organization = known.get(key);
    return organization ? [{ organization, ...sums }] : [];
  });
}

export const getFleetUsage = adminOperation({
  name: "admin.get-usage",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: FleetUsage,
  prepare: ({ transaction }) => sumFleet(transaction, MOST),
  run: async ({ db, prepared: { days, models, organizations } }): Promise<FleetUsage> => {
    const { purchased, reserved, overage_organizations, waiting } = await sumAccounts(db);
    return {
      totals: addUp(days),
      days,
      models: models.map(({ key, ...sums }) => ({ model: key, ...sums })),
      organizations: await withNames(db, organizations),
      now: {
        purchased: credits(purchased),
        reserved: credits(reserved),
        overage_organizations: Number(overage_organizations),
        expired: Number(waiting),
      },
    };
  },
});
