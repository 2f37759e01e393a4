// After an adjustment of credits, the form redirects to the page of the organization. If not all could be taken back, the
// message says so.
import "server-only";
import type { CreditAdjustment } from "@/lib/credits/adjust-credits";
import { goOn } from "@/lib/web/cookies/go-on";

export const leadsToAdjusted = {
  done: ({ missing }: CreditAdjustment, _carried: object, { id = "" }: { id?: string }) =>
    goOn(`/admin/organizations/${encodeURIComponent(id)}`, missing > 0 ? "credits-partly-taken" : "credits-adjusted"),
};
