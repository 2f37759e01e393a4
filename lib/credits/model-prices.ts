// The prices of models: what a model costs the operator, in micro-USD per million tokens. A model without a price is not
// called. A call keeps the prices that it was reserved with.
import "server-only";
import { z } from "zod";
import { Reason } from "@/lib/access/reason";
import { Time } from "@/lib/access/schemas";
import { atMost } from "@/lib/text/at-most";
import { microUsd } from "./amounts";
import { DOLLARS, parseDollars } from "./dollars";

const Dollars = z
  .string()
  .trim()
  .check(atMost(20))
  .regex(DOLLARS, "Please enter an amount such as 0.15.")
  .transform((text) => parseDollars(text))
  .meta({ examples: ["0.15"] });

export const SetModelPriceInput = z.strictObject({
  /** As the provider names it: printable, without spaces. */
  model: z
    .string()
    .trim()
    .check(atMost(200))
    .regex(/^[\x21-\x7e]+$/, "Please enter the name of the model, without spaces.")
    .meta({ examples: ["demo"] }),
  input_price: Dollars.describe("US dollars per million input tokens, with at most six decimal places."),
  output_price: Dollars.describe("US dollars per million output tokens, with at most six decimal places."),
  reason: Reason,
});

export const ModelPriceView = z
  .strictObject({
    model: z.string(),
    /** Millionths of a US dollar, for a million tokens. */
    input_price_microusd: z.int().min(0),
    output_price_microusd: z.int().min(0),
    updated_at: Time,
  })
  .meta({ title: "ModelPrice" });
export type ModelPriceView = z.output<typeof ModelPriceView>;

export const PRICE_COLUMNS = { model: true, inputPrice: true, outputPrice: true, updatedAt: true } as const;

interface PriceRow {
  model: string;
  inputPrice: bigint;
  outputPrice: bigint;
  updatedAt: Date;
}

export const toModelPrice = ({ model, inputPrice, outputPrice, updatedAt }: PriceRow): ModelPriceView => ({
  model,
  input_price_microusd: microUsd(inputPrice),
  output_price_microusd: microUsd(outputPrice),
  updated_at: updatedAt.toISOString(),
});

/** What a change of a price sends: the new price, without the old one, which only the audit log needs. */
export const changedPrice = { schema: ModelPriceView, of: ({ after }: { after: ModelPriceView }) => after };
