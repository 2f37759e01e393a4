// Forgets a customer that was deleted at Stripe, so that the organization gets another one when it next pays. What became of the
// customer's subscriptions is applied before, like any other change of them.
import "server-only";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { Id } from "@/lib/access/schemas";
import { AppError } from "@/lib/errors/app-error";
import { atMost } from "@/lib/text/at-most";
import { clearCustomer } from "./queries";

/** @throws AppError CONFLICT if another request has forgotten the customer before */
export const forgetCustomer = systemOperation({
  name: "billing.forget-customer",
  effect: "write",
  limit: generalLimitOnly,
  input: z.strictObject({ organization: Id, customer: z.string().check(atMost(255)) }),
  run: async ({ db }, { organization, customer }) => {
    if (!(await clearCustomer(db, organization, customer))) throw new AppError("CONFLICT");
    return {};
  },
  audit: ({ input: { organization, customer } }) => ({
    entityType: "organization",
    entityId: organization,
    organizationId: organization,
    before: { customer },
    after: { customer: null },
  }),
});
