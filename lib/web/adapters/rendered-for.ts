// A form of a signed-in page belongs to the user it was rendered for. After another user signs in to the same browser,
// submitting the form would act on the wrong account, so it is refused. The field is neither secret nor a proof: it protects
// against stale tabs, as the origin check protects against other sites.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import type { Standing } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { VIEWER_FIELD } from "./form-state";

/**
 * Requests without a session are left to the operation, which refuses them. A form without the field comes from an older
 * deployment or from outside the product; only public operations accept such a form.
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
