// Signing up, with or without an organization. Leads to the same page whether or not the email address has an account.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { formAction } from "@/lib/web/adapters/action";
import type { FormAction } from "@/lib/web/adapters/form-state";

export function signUpAction<Output>(operation: Operation<Actor, Output>): FormAction {
  return formAction(operation, { done: () => Promise.resolve({ redirectTo: "/verify-email/sent" }) });
}
