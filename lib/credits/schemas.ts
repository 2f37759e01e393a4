// The input of functions and operations of credits: whole numbers within bounds.
import "server-only";
import { z } from "zod";
import { Reason } from "@/lib/access/reason";
import { Id } from "@/lib/access/schemas";
import { atMost } from "@/lib/text/at-most";
import { MAX_ADJUSTMENT, MAX_TOKENS } from "./amounts";

/** Tokens of one direction of a call. */
export const Tokens = z.int().min(0).max(MAX_TOKENS);

export const CallRequest = z.strictObject({
  organizationId: z.uuid(),
  /** Null for an organization's API key. */
  userId: z.uuid().nullable(),
  requestId: z.uuid(),
  /** The name of the operation that makes the call. */
  operation: z.string().min(1).check(atMost(100)),
  model: z.string().min(1).check(atMost(200)),
  /** The most that the input can have: above the reservation, only what fits is charged. */
  inputTokens: Tokens,
  maxOutputTokens: Tokens.min(1),
});
export type CallRequest = z.input<typeof CallRequest>;

export const CallResult = z.strictObject({
  inputTokens: Tokens,
  outputTokens: Tokens,
  /** `cut`: the answer reached the largest output before its end. */
  outcome: z.enum(["settled", "cut", "failed", "cancelled"]),
});
export type CallResult = z.input<typeof CallResult>;

const Adjustment = z
  .number({ error: "Please enter a number of credits." })
  .int("Please enter a whole number of credits.")
  .min(-MAX_ADJUSTMENT, "Please enter fewer credits.")
  .max(MAX_ADJUSTMENT, "Please enter fewer credits.")
  .refine((amount) => amount !== 0, "Please enter a number other than 0.");

/** A form sends digits. Anything else that JavaScript can convert, such as "1e3", is not an amount. */
const Digits = z
  .string()
  .check(atMost(30))
  .regex(/^\s*-?\d{1,16}\s*$/)
  .transform(Number);

export const AdjustCreditsInput = z.strictObject({
  id: Id,
  credits: z
    .union([Adjustment, Digits.pipe(Adjustment)], { error: "Please enter a number of credits." })
    .describe("The credits to add or, if the number is negative, to remove.")
    .meta({ examples: [100_000] }),
  reason: Reason,
});
