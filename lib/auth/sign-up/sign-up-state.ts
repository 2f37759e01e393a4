// Whether anyone may sign up now. A system admin can close sign-up, for all addresses. Pending sign-ups can still be
// verified: that creates no new sign-up, and their links would otherwise stop working without explanation.
import "server-only";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { publicOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { readSetting } from "@/lib/settings/read-setting";

/** @throws AppError FEATURE_DISABLED */
export async function requireOpenSignUp(db: SystemDb): Promise<void> {
  if (!(await readSetting(db, "sign_ups_open"))) throw new AppError("FEATURE_DISABLED");
}

/** For the pages that link to sign-up. */
export const getSignUpState = publicOperation({
  name: "auth.get-sign-up-state",
  effect: "read",
  onlyInMode: "b2c",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }) => ({ open: await readSetting(db, "sign_ups_open") }),
});
