// All plans with their features, their use and their drift, for the console.
import "server-only";
import { z } from "zod";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { findPlans } from "./queries";
import { PlanView, toPlanView } from "./view";

export const listPlans = adminOperation({
  name: "admin.list-plans",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: z.strictObject({ items: z.array(PlanView) }),
  run: async ({ db }) => ({ items: (await findPlans(db)).map(toPlanView) }),
});
