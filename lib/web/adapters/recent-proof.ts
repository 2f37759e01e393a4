// The password that a form sends along where its operation needs a recent proof: the person goes on with what they were
// doing, in the same request. A program proves it at a URL of its own.
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

/** Whether a form for what always needs a recent proof has to ask for the password. */
export function needsProof({ actor }: Caller): boolean {
  return isSignedIn(actor) && !hasRecentProof(actor.session);
}

const takesSession = ({ recent }: Recent): boolean => recent !== undefined && recent !== "current_password";

/**
 * Whether a refused form has to. Where not every input needs a proof, only once it was missing, or while a wrong password
 * is being corrected.
 */
export function asksForProof(operation: Recent, caller: Caller, code: ErrorCode, values: Values): boolean {
  if (!takesSession(operation) || !needsProof(caller)) return false;
  return operation.recent === "session" || code === "RECENT_PROOF_REQUIRED" || Object.hasOwn(values, "current_password");
}

/**
 * Confirms the password among the fields, if there is one, and takes it out. From then on the request is the new session's.
 * @throws what confirming the password throws
 */
export async function proveWith(operation: Recent, caller: Caller, values: Values, slug: string | null): Promise<Proving> {
  if (!takesSession(operation) || !Object.hasOwn(values, "current_password")) return { caller, values };
  const { current_password, ...rest } = values;
  // Whether a proof is needed at all may depend on the other fields: the operation says.
  if (current_password === "") return { caller, values: rest };
  const output = await confirmPassword(caller, { current_password });
  await applyCookies(confirmPassword, { output });
  const { token } = output.session;
  await replaceSessionToken(token);
  return { caller: { actor: await actorBehind(token, slug), request: caller.request }, values: rest };
}
