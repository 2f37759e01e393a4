// The prices of all models, by name.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { pageOutput } from "@/lib/lists/page-output";
import type { Page } from "@/lib/lists/pages";
import { ModelPriceView, PRICE_COLUMNS, toModelPrice } from "./model-prices";

export const listModelPrices = adminOperation({
  name: "admin.list-model-prices",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: pageOutput(ModelPriceView),
  run: async ({ db }): Promise<Page<ModelPriceView>> => {
    const rows = await db.modelPrice.findMany({ orderBy: { model: "asc" }, select: PRICE_COLUMNS });
    // An installation uses a handful of models.
    return { items: rows.map(toModelPrice), next_cursor: null };
  },
});
