// Adds the price of a model, or changes it for calls that start afterwards.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { lockNames } from "@/lib/db/locks";
import { PRICE_COLUMNS, SetModelPriceInput, toModelPrice } from "./model-prices";

export const setModelPrice = adminOperation({
  name: "admin.set-model-price",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: SetModelPriceInput,
  lock: ownRow,
  run: async ({ db }, { model, input_price, output_price }) => {
    // Serializes changes, so that the audit entry names the prices that were actually replaced.
    await lockNames(db, "setting", `model price ${model}`);
    const before = await db.modelPrice.findUnique({ where: { model }, select: PRICE_COLUMNS });
    const prices = { inputPrice: BigInt(input_price), outputPrice: BigInt(output_price) };
    const after = await db.modelPrice.upsert({
      where: { model },
      create: { model, ...prices },
      update: prices,
      select: PRICE_COLUMNS,
    });
    return { before: before && toModelPrice(before), after: toModelPrice(after) };
  },
  audit: ({ input, output: { before, after } }) => ({
    entityType: "model",
    entityId: input.model,
    ...(before && {
      before: { input_price_microusd: before.input_price_microusd, output_price_microusd: before.output_price_microusd },
    }),
    after: { input_price_microusd: after.input_price_microusd, output_price_microusd: after.output_price_microusd },
  }),
});
