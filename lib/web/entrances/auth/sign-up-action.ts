// Signing up, with or without an organization. The answer is the same whether or not the address has an account.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { VERIFICATION_LIFETIME } from "@/lib/auth/lifetimes";
import { formAction } from "@/lib/web/adapters/action";
import type { FormAction } from "@/lib/web/adapters/form-state";

const message = `Check your e-mail: we sent you a link to verify your address. It works for ${VERIFICATION_LIFETIME}.`;

export function signUpAction<Output>(operation: Operation<Actor, Output>): FormAction {
  return formAction(operation, { done: () => Promise.resolve({ message }) });
}
