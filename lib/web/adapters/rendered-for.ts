// Refuses a form that was rendered for a user other than the one now signed in, because it would act on the wrong account.
// This protects against stale tabs in a shared browser, as the origin check protects against other sites. The field that
// names the user is neither a secret nor a proof of identity.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import type { Standing } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { VIEWER_FIELD } from "./form-state";

/**
 * Does not check a request without a session: the operation decides whether it needs one. A form without the field comes
 * from an older deployment or from outside the product; only public operations accept such a form.
 * @throws AppError SIGNED_IN_AS_ANOTHER, PAGE_UPDATED
 */
export function assertRenderedFor(actor: Actor, given: Record<string, unknown>, minRole: Standing): void {
  if (!isSignedIn(actor)) return;
  const viewer = given[VIEWER_FIELD];
  if (viewer === undefined && minRole !== "public") throw new AppError("PAGE_UPDATED");
  if (viewer !== undefined && viewer !== actor.user.id) throw new AppError("SIGNED_IN_AS_ANOTHER");
}

/** The fields that belong to the operation. */
export function withoutViewer({ [VIEWER_FIELD]: _, ...fields }: Record<string, string>): Record<string, string> {
  return fields;
}
