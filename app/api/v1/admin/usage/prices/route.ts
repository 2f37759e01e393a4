import { listModelPrices } from "@/lib/credits/list-model-prices";
import { setModelPrice } from "@/lib/credits/set-model-price";
import { changedPrice } from "@/lib/credits/model-prices";
import { jsonRoute, methods } from "@/lib/web/adapters/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: jsonRoute(listModelPrices, { summary: "List the prices of models" }),
  PUT: jsonRoute(setModelPrice, { summary: "Add or change the price of a model", view: changedPrice }),
});
