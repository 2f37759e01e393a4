// Adds purchased credits to an organization, or removes them, for example to make up for a failure. The reason is in the
// audit log, and the entry in the ledger.
import "server-only";
import { z } from "zod";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { AppError } from "@/lib/errors/app-error";
import { changePurchased, lockOrganization } from "./queries";
import { AdjustCreditsInput } from "./schemas";

export const CreditAdjustment = z
  .strictObject({
    /** The id of the organization. */
    id: z.uuid(),
    /** The id of the entry in the ledger. */
    entry: z.uuid(),
    /** What was added or, if it is negative, removed. */
    credits: z.int(),
    /** The purchased credits that the organization has now or, if the number is negative, owes. */
    purchased: z.int(),
  })
  .meta({ title: "CreditAdjustment" });
export type CreditAdjustment = z.output<typeof CreditAdjustment>;

export const adjustCredits = adminOperation({
  name: "admin.adjust-credits",
  accepts: sessionOrToken,
  effect: "write",
  idempotent: true,
  limit: generalLimitOnly,
  input: AdjustCreditsInput,
  output: CreditAdjustment,
  lock: ({ input: { id } }) => ({ ...ownRow, first: (db) => lockOrganization(db, requireUuid(id)) }),
  run: async ({ db, request }, { id, credits }): Promise<CreditAdjustment> => {
    const changed = await changePurchased(db, {
      organizationId: id,
      kind: "adjust",
      amount: credits,
      source: request.requestId,
    });
    if (!changed) throw new AppError("NOT_FOUND");
    const { entryId, amount, purchased } = changed;
    return { id, entry: entryId, credits: amount, purchased };
  },
  audit: ({ input, output: { entry, credits, purchased } }) => ({
    entityType: "organization",
    entityId: input.id,
    organizationId: input.id,
    after: { entry, credits, purchased },
  }),
});
