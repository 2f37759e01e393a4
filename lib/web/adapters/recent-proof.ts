// Lets a form send the password along if its operation needs a recent proof: a single request confirms the password and then
// runs the operation. An API client confirms the password at a separate URL.
import "server-only";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { hasRecentProof } from "@/lib/access/recent-proof";
import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import type { ErrorCode } from "@/lib/errors/codes";
import { actorBehind } from "./resolve-actor";
import { applyCookies } from "@/lib/web/cookies/apply-cookies";
import { replaceSessionToken } from "@/lib/web/cookies/session-token";

type Recent = Pick<Operation<Actor, unknown>, "recent">;
type Values = Record<string, string>;

interface Proving {
  caller: Caller;
  values: Values;
}

/** Whether a form whose operation always needs a recent proof must ask for the password. */
export function needsProof({ actor }: Caller): boolean {
  return isSignedIn(actor) && !hasRecentProof(actor.credential);
}

/** The same, for an operation of a user with a password that takes no other proof. */
export function needsPasswordProof(caller: Caller): boolean {
  const { actor } = caller;
  return needsProof(caller) || (isSignedIn(actor) && actor.credential.proof.method !== "password");
}

const takesSession = ({ recent }: Recent): boolean => recent !== undefined && recent !== "current_password";

/**
 * Whether a refused form must ask for the password. If only some inputs of the operation need a proof, or only a password is
 * a proof, the form asks only after a refusal for a missing proof, or if it has already asked.
 */
export function asksForProof(operation: Recent, caller: Caller, code: ErrorCode, values: Values): boolean {
  if (!takesSession(operation)) return false;
  // The operation may not take the proof that the session has.
  if (code === "RECENT_PROOF_REQUIRED") return true;
  const hasAsked = Object.hasOwn(values, "current_password");
  if (!needsProof(caller)) return hasAsked && code === "INVALID_CREDENTIALS";
  return operation.recent === "session" || hasAsked;
}

/**
 * Confirms the password among the fields, if there is one, and removes it. The request then continues with the new session.
 * @throws every error that `confirmPassword` throws
 */
export async function proveWith(operation: Recent, caller: Caller, values: Values, slug: string | null): Promise<Proving> {
  if (!takesSession(operation) || !Object.hasOwn(values, "current_password")) return { caller, values };
  const { current_password, ...rest } = values;
  // An empty password is not an error yet: whether a proof is needed may depend on other fields, so the operation decides.
  if (current_password === "") return { caller, values: rest };
  const output = await confirmPassword(caller, { current_password });
  await applyCookies(confirmPassword, { output });
  const { token } = output.session;
  await replaceSessionToken(token);
  return { caller: { actor: await actorBehind(token, slug), request: caller.request }, values: rest };
}
