// A form of a signed-in page belongs to the person it was rendered for. Sent after somebody else has signed in to the same
// browser, it would act on the wrong account with every right it needs, so it is refused. The field is no secret and
// proves nothing: it protects people from their own open tabs, and the origin check protects them from other sites.
import "server-only";
import { isSignedIn, type Actor } from "@/lib/access/actor";
import type { Standing } from "@/lib/access/roles";
import { AppError } from "@/lib/errors/app-error";
import { VIEWER_FIELD } from "./form-state";

/**
 * Nobody signed in is for the operation to judge. A form without the field comes from a page older than the field, or is
 * not ours; only a public operation takes it.
 * @throws AppError SIGNED_IN_AS_ANOTHER, PAGE_UPDATED
 */
export function assertRenderedFor(actor: Actor, given: Record<string, unknown>, minRole: Standing): void {
  if (!isSignedIn(actor)) return;
  const viewer = given[VIEWER_FIELD];
  if (viewer === undefined && minRole !== "public") throw new AppError("PAGE_UPDATED");
  if (viewer !== undefined && viewer !== actor.user.id) throw new AppError("SIGNED_IN_AS_ANOTHER");
}

/** What is for the operation. */
export function withoutViewer({ [VIEWER_FIELD]: _, ...fields }: Record<string, string>): Record<string, string> {
  return fields;
}
