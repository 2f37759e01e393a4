// One plan, for the console.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { getPlanRow } from "./queries";
import { OnePlanInput } from "./schemas";
import { PlanView, toPlanView } from "./view";

export const getPlan = adminOperation({
  name: "admin.get-plan",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: OnePlanInput,
  output: PlanView,
  run: async ({ db }, { id }) => toPlanView(await getPlanRow(db, id)),
});
