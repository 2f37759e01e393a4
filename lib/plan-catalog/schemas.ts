// The input of the console's operations on plans. Every plan feature is a field of its own, under the feature's name, so that a
// form can send it.
import "server-only";
import { z } from "zod";
import { UNLIMITED, type PlanFeature } from "@/lib/access/plan-feature";
import { Reason } from "@/lib/access/reason";
import { Id, Switch } from "@/lib/access/schemas";
import { atMost } from "@/lib/text/at-most";
import { nameSchema } from "@/lib/text/name-schema";
import { PLAN_FEATURES, type FeatureValues } from "./plan-features";
import { Price } from "./prices";

const MAX_NAME = 60;
const MAX_DESCRIPTION = 200;
const MAX_SLUG = 40;
const MAX_POSITION = 1_000;

const LIMIT_MESSAGE = "Please enter a whole number, or “unlimited”.";
const WHOLE_NUMBER = /^(?:\d{1,16}|\d{1,3}(?:,\d{3}){1,5})$/;

const fromWords = (text: string): number => {
  const words = text.trim().toLowerCase();
  if (words === "unlimited" || words === String(UNLIMITED)) return UNLIMITED;
  return WHOLE_NUMBER.test(words) ? Number(words.replaceAll(",", "")) : Number.NaN;
};

/** A whole number, or -1 for unlimited. A form sends it as text, with or without commas, or as the word. */
const LimitValue = z.union(
  [
    z.int({ error: LIMIT_MESSAGE }).min(UNLIMITED),
    z
      .string()
      .check(atMost(30))
      .transform(fromWords)
      .pipe(z.int({ error: LIMIT_MESSAGE })),
  ],
  { error: LIMIT_MESSAGE },
);

function fieldOf({ kind, title, description }: PlanFeature): z.ZodType<number | boolean> {
  const schema: z.ZodType<number | boolean> = kind === "limit" ? LimitValue : Switch;
  return schema.describe(`${title}. ${description}${kind === "limit" ? " -1 is unlimited." : ""}`);
}

/** Typed without its fields: their names are only known at run time, and `featuresIn` reads them. */
const featureShape: object = Object.fromEntries(PLAN_FEATURES.map((declared) => [declared.name, fieldOf(declared)]));

const textsAndPrices = {
  name: nameSchema(MAX_NAME, "Please enter a name."),
  description: nameSchema(MAX_DESCRIPTION, "Please enter a description."),
  monthly_price: Price,
  yearly_price: Price,
  is_public: Switch,
  position: z.coerce
    .number<string | number>({ error: "Please enter a whole number." })
    .int("Please enter a whole number.")
    .min(1, "Please enter 1 or more.")
    .max(MAX_POSITION, `Please enter ${MAX_POSITION.toLocaleString("en")} or less.`)
    .describe("The order in lists."),
};

const Slug = z
  .string({ error: "Please enter a slug." })
  .check(atMost(MAX_SLUG))
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use lower-case letters and digits, and single hyphens between them.")
  .meta({ examples: ["enterprise"] });

export const CreatePlanInput = z.strictObject({ slug: Slug, ...textsAndPrices, ...featureShape, reason: Reason });

export const UpdatePlanInput = z.strictObject({
  id: Id,
  ...textsAndPrices,
  ...featureShape,
  /** The `updated_at` of the state that the change is based on, so that it cannot overwrite a later change. */
  if_updated_at: z.iso
    .datetime({ offset: true, error: "Please send a time such as 2026-11-12T14:05:00.000Z." })
    .check(atMost(40))
    .optional(),
  reason: Reason,
});

export const OnePlanInput = z.strictObject({ id: Id });

export const OnePlanWithReasonInput = z.strictObject({ id: Id, reason: Reason });

/** @param input as one of the schemas above parsed it */
export function featuresIn(input: object): FeatureValues {
  const values = input as Readonly<Record<string, number | boolean>>;
  return Object.fromEntries(PLAN_FEATURES.map(({ name }) => [name, values[name] ?? false]));
}

export const OrganizationInput = z.strictObject({ id: Id });

export const GrantPlanInput = z.strictObject({
  id: Id,
  plan: z
    .string({ error: "Please choose a plan." })
    .check(atMost(MAX_SLUG))
    .describe("The slug of the plan.")
    .meta({ examples: ["premium"] }),
  reason: Reason,
});

export const WithdrawPlanInput = z.strictObject({ id: Id, reason: Reason });
