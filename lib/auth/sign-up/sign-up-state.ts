// Whether people may sign up by themselves right now: a system admin can close it, for every address alike. Verifying what
// was signed up before stays open, because it makes no new sign-up and its link would otherwise die unexplained.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { publicOperation } from "@/lib/access/operation";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { readSetting } from "@/lib/settings/read-setting";

/** @throws AppError FEATURE_DISABLED */
export async function requireOpenSignUp(db: SystemDb): Promise<void> {
  if (!(await readSetting(db, "sign_ups_open"))) throw new AppError("FEATURE_DISABLED");
}

/** For the pages that offer it. */
export const getSignUpState = publicOperation({
  name: "auth.get-sign-up-state",
  effect: "read",
  onlyInMode: "b2c",
  limit: inherit,
  input: NoInput,
  run: async ({ db }) => ({ open: await readSetting(db, "sign_ups_open") }),
});
