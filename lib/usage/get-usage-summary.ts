// The credits of an organization as the next call would meet them, and what its calls used on each of the last thirty days.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import { creditsView } from "@/lib/credits/summary";
import { env, takesPayments } from "@/lib/env/server";
import { planOf } from "@/lib/plans/plan-of";
import { lastDays } from "./days";
import { findDays } from "./queries";
import { packPrice } from "./pack-price";
import { toBalance, UsageSummary } from "./view";

const MILLION = 1_000_000;

function overagePrice(limit: number): UsageSummary["overage_price"] {
  const packs = takesPayments() ? env().CREDIT_PACKS : [];
  const million = packPrice(MILLION, packs);
  return million === null ? null : { per_million_cents: million, limit_cents: packPrice(limit, packs) };
}

export const getUsageSummary = orgOperation({
  name: "usage.get-summary",
  accepts: anyCredential,
  effect: "read",
  minRole: "member",
  limit: generalLimitOnly,
  input: NoInput,
  output: UsageSummary,
  run: async ({ db, actor }): Promise<UsageSummary> => {
    const { id } = actor.organization;
    const { name, isDefault } = await planOf(db, id);
    const balance = toBalance(await creditsView(db, id));
    const rows = await findDays(db, id, lastDays());
    const days = rows.map(({ day, ...row }) => ({ day, credits: credits(row.credits), calls: Number(row.calls) }));
    return { plan: { name, is_default: isDefault }, ...balance, overage_price: overagePrice(balance.overage.limit), days };
  },
});
