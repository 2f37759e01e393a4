// Applies what has become of a checkout: the only operation that grants the credits of a pack, or takes them back. What it applies
// is read at Stripe, not given by the caller.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { applyCheckout } from "./apply-checkout";
import { readCheckout } from "./read-checkout";

/** @throws AppError CONFLICT if there is nothing to change any more, UPSTREAM_FAILED */
export const settleCheckout = systemOperation({
  name: "billing.settle-checkout",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ checkout: z.string().check(atMost(255)) }),
  prepare: (_context, { checkout }) => readCheckout(checkout),
  run: async ({ db, prepared }, { checkout }) => {
    const change = await applyCheckout(db, checkout, prepared);
    if (!change) throw new AppError("CONFLICT");
    return change;
  },
  audit: ({ output }) => ({
    entityType: "stripe_checkout",
    entityId: output.id,
    organizationId: output.organizationId,
    after: output.after,
  }),
});
