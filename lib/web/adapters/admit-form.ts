// Checks every form before a server action or a route calls its operation: the form must have been rendered for the
// signed-in user, and a password sent as a recent proof must be correct.
import "server-only";
import type { Actor, Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { proveWith } from "./recent-proof";
import { assertRenderedFor, withoutViewer } from "./rendered-for";

interface AdmittedForm {
  /** The caller, with the new session if the password was confirmed. */
  caller: Caller;
  /** The fields that belong to the operation. */
  values: Record<string, string>;
}

/** @throws AppError SIGNED_IN_AS_ANOTHER, PAGE_UPDATED, and every error that `confirmPassword` throws */
export async function admitForm(
  operation: Pick<Operation<Actor, unknown>, "minRole" | "recent">,
  caller: Caller,
  values: Record<string, string>,
  slug: string | null,
): Promise<AdmittedForm> {
  assertRenderedFor(caller.actor, values, operation.minRole);
  return proveWith(operation, caller, withoutViewer(values), slug);
}
