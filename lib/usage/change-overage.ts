// Turns the organization's overage on or off, with the most that it may use in a month. Overage is used only while the system's
// switch is on as well, so it cannot be turned on before. It can always be turned off. Turning it on may cost money, so it takes
// a recent proof, and a plan that someone has chosen or granted.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { orgOperation } from "@/lib/access/operation";
import { credits } from "@/lib/credits/amounts";
import { setOverage } from "@/lib/credits/set-overage";
import { creditsView } from "@/lib/credits/summary";
import { AppError } from "@/lib/errors/app-error";
import { planOf } from "@/lib/plans/plan-of";
import { ChangeOverageInput } from "./schemas";

export const changeOverage = orgOperation({
  name: "usage.change-overage",
  accepts: sessionOrToken,
  effect: "write",
  minRole: "org_admin",
  limit: generalLimitOnly,
  recent: { for: "turning it on", when: ({ enabled }) => enabled },
  input: ChangeOverageInput,
  // The account itself is locked where it is changed.
  lock: "KEY SHARE",
  run: async ({ db, actor }, { enabled, limit }) => {
    const { id } = actor.organization;
    if (enabled) {
      const { overage } = await creditsView(db, id);
      if (!overage.allowed || (await planOf(db, id)).isDefault) throw new AppError("FEATURE_DISABLED");
    }
    return setOverage(db, id, { enabled, limit: limit === undefined ? null : credits(limit) });
  },
  audit: ({ actor, output: { before, after } }) => ({
    entityType: "organization",
    entityId: actor.organization.id,
    before: { overage: before.enabled, overage_limit: before.limit },
    after: { overage: after.enabled, overage_limit: after.limit },
  }),
});
