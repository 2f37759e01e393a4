// What every form passes before its operation is called, by a server action or by a route: it was rendered for whoever is
// signed in, and a password that came along as a recent proof is right.
import "server-only";
import type { Actor, Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { proveWith } from "./recent-proof";
import { assertRenderedFor, withoutViewer } from "./rendered-for";

interface AdmittedForm {
  /** With the new session, where the password was confirmed. */
  caller: Caller;
  /** What is for the operation. */
  values: Record<string, string>;
}

/** @throws AppError SIGNED_IN_AS_ANOTHER, PAGE_UPDATED, and what confirming the password throws */
export async function admitForm(
  operation: Pick<Operation<Actor, unknown>, "minRole" | "recent">,
  caller: Caller,
  values: Record<string, string>,
  slug: string | null,
): Promise<AdmittedForm> {
  assertRenderedFor(caller.actor, values, operation.minRole);
  return proveWith(operation, caller, withoutViewer(values), slug);
}
