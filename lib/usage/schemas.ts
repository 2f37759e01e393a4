// The input of the operations on usage.
import "server-only";
import { z } from "zod";
import { Id, Switch } from "@/lib/access/schemas";
import { MAX_AMOUNT } from "@/lib/credits/amounts";
import { pageShape } from "@/lib/lists/schemas";

export const ListCallsInput = z.strictObject(pageShape);

export const ChangeOverageInput = z
  .strictObject({
    enabled: Switch,
    limit: z.coerce
      .number<string | number>({ error: "Please enter a number of credits." })
      .int("Please enter a whole number of credits.")
      .min(1, "Please enter at least 1 credit.")
      .max(MAX_AMOUNT, "Please enter fewer credits.")
      .optional()
      .describe("The most credits of overage in a month. Required to turn overage on; otherwise the limit is kept."),
  })
  .refine(({ enabled, limit }) => !enabled || limit !== undefined, {
    path: ["limit"],
    error: "Please enter a number of credits.",
  });

export const OneOrganizationInput = z.strictObject({ id: Id });
