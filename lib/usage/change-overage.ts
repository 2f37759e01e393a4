// Turns the organization's overage on or off, with the most that it may use in a month. Overage is used only while the system's
// switch is on as well, so it cannot be turned on before. It can always be turned off.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import { setOverage } from "@/lib/credits/set-overage";
import { creditsView } from "@/lib/credits/summary";
import { AppError } from "@/lib/errors/app-error";
import { ChangeOverageInput } from "./schemas";

export const changeOverage = orgOperation({
  name: "usage.change-overage",
  accepts: sessionOrToken,
  effect: "write",
  minRole: "org_admin",
  limit: generalLimitOnly,
  input: ChangeOverageInput,
  // The account itself is locked where it is changed.
  lock: "KEY SHARE",
  run: async ({ db, actor }, { enabled, limit }) => {
    const { id } = actor.organization;
    if (enabled && !(await creditsView(db, id)).overage.allowed) throw new AppError("FEATURE_DISABLED");
    const before = await setOverage(db, id, { enabled, limit: credits(limit) });
    return { before };
  },
  audit: ({ actor, input, output }) => ({
    entityType: "organization",
    entityId: actor.organization.id,
    before: { overage: output.before.enabled, overage_limit: output.before.limit },
    after: { overage: input.enabled, overage_limit: input.limit },
  }),
});
