// The password that a form sends along where its operation needs a recent proof: the person goes on with what they were
// doing, in the same request. A program proves it at a URL of its own.
import "server-only";
import { isSignedIn, type Actor, type Caller } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { hasRecentProof, type RecentProof } from "@/lib/access/recent-proof";
import { confirmPassword } from "@/lib/auth/sessions/confirm-password";
import { actorBehind } from "./resolve-actor";
import { replaceSessionToken } from "./session-token";
import { writeSession } from "./signed-in";

type Recent = Pick<Operation<Actor, unknown>, "recent">;
type Values = Record<string, string>;

interface Proving {
  caller: Caller;
  values: Values;
}

/** Whether a form for something that needs a recent proof has to ask for the password. */
export function needsProof({ actor }: Caller, recent: RecentProof | undefined = "session"): boolean {
  return recent === "session" && isSignedIn(actor) && !hasRecentProof(actor.session);
}

/**
 * Confirms the password among the fields, if it is there, and takes it out. From then on the request is the new session's.
 * @throws what confirming the password throws
 */
export async function proveWith({ recent }: Recent, caller: Caller, values: Values, slug: string | null): Promise<Proving> {
  if (recent !== "session" || !Object.hasOwn(values, "current_password")) return { caller, values };
  const { current_password, ...rest } = values;
  const { session } = await confirmPassword(caller, { current_password });
  await writeSession(session);
  await replaceSessionToken(session.token);
  return { caller: { actor: await actorBehind(session.token, slug), request: caller.request }, values: rest };
}
