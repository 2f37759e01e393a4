// The credit packs on sale. None if this installation takes no payments.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";
import { env, takesPayments } from "@/lib/env/server";
import { PacksView, type PackView } from "./schemas";

export const PACK_CURRENCY = "usd";

export function packsOnSale(): PackView[] {
  return takesPayments() ? env().CREDIT_PACKS.map((pack) => ({ ...pack, currency: PACK_CURRENCY })) : [];
}

export const listCreditPacks = orgOperation({
  name: "billing.list-credit-packs",
  accepts: anyCredential,
  effect: "read",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: NoInput,
  output: PacksView,
  run: () => Promise.resolve({ items: packsOnSale() }),
});
