// A form of a signed-in page belongs to the user it was rendered for. If someone else signs in to the same browser, sending
// it would act on the wrong account with all of its rights, so it is refused. The field is not secret and proves nothing: it
// protects people from their own open tabs, as the origin check protects them from other sites.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import type { Standing } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { VIEWER_FIELD } from "./form-state";

/**
 * The operation itself refuses anyone who is not signed in. A form without the field comes from an older deployment, or from
 * elsewhere; only public operations accept it.
 * @throws AppError SIGNED_IN_AS_ANOTHER, PAGE_UPDATED
 */
export function assertRenderedFor(actor: Actor, given: Record<string, unknown>, minRole: Standing): void {
  if (!isSignedIn(actor)) return;
  const viewer = given[VIEWER_FIELD];
  if (viewer === undefined && minRole !== "public") throw new AppError("PAGE_UPDATED");
  if (viewer !== undefined && viewer !== actor.user.id) throw new AppError("SIGNED_IN_AS_ANOTHER");
}

/** The fields of the operation. */
export function withoutViewer({ [VIEWER_FIELD]: _, ...fields }: Record<string, string>): Record<string, string> {
  return fields;
}
