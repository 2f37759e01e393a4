// How long the proof of who is there counts, for what cannot be undone or hands out power: a session that was stolen, or
// left open, must not be enough for it. A session begins with a proof and gets a new one with the password.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import { isSignedIn, type Actor, type ActorSession } from "./actor";
import { roleAtLeast, type OrganizationRole } from "./roles";

export const RECENT_PROOF_SECONDS = 15 * 60;

/** The session's proof, for some of the inputs only. */
export interface SessionProofFor<Input> {
  /** Which ones, for the access matrix. */
  for: string;
  /** Without it the input does not say: the operation reads what it is about and calls `requireRecentProof` itself. */
  when?: (input: Input) => boolean;
}

/**
 * What an operation takes for it: the session, whose person has signed in or confirmed their password not long ago, or the
 * password that comes with the input, which the operation checks itself.
 */
export type RecentProof<Input = never> = "session" | SessionProofFor<Input> | "current_password";

export const grantsAdmin = (role: OrganizationRole): boolean => roleAtLeast(role, "org_admin");

/** For an operation that gives the role in its input. */
export const recentForAdmins = { for: "org_admin", when: ({ role }: { role: OrganizationRole }) => grantsAdmin(role) };

export function hasRecentProof({ secondsSinceProof }: ActorSession): boolean {
  return secondsSinceProof <= RECENT_PROOF_SECONDS;
}

/** @throws AppError RECENT_PROOF_REQUIRED */
export function requireRecentProof(session: ActorSession): void {
  if (!hasRecentProof(session)) throw new AppError("RECENT_PROOF_REQUIRED");
}

/** What an operation's builder asks once the input is parsed. @throws AppError RECENT_PROOF_REQUIRED */
export function enforceRecentProof<Input>(recent: RecentProof<Input> | undefined, actor: Actor, input: Input): void {
  if (recent === undefined || recent === "current_password" || !isSignedIn(actor)) return;
  if (recent === "session" || recent.when?.(input)) requireRecentProof(actor.session);
}
