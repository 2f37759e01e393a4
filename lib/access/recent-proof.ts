// Requires a recent proof of identity for operations that grant power or cannot be undone, so that a stolen or unattended
// session is not enough for them. Signing in is such a proof, and confirming the password renews it.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Actor, Credential } from "./actor";
import { roleAtLeast, type OrganizationRole } from "./roles";

export const RECENT_PROOF_SECONDS = 15 * 60;

/** Requires the session's proof for some inputs only. */
export interface SessionProofFor<Input> {
  /** Which inputs, in words, for the access matrix. */
  for: string;
  /** Absent if only the database can decide: the operation then reads the row concerned and calls `requireRecentProof`. */
  when?: (input: Input) => boolean;
}

/**
 * What counts as proof: a session whose user signed in or confirmed their password recently, or the current password in the
 * input, which the operation verifies itself.
 */
export type RecentProof<Input = never> = "session" | SessionProofFor<Input> | "current_password";

export const grantsAdmin = (role: OrganizationRole): boolean => roleAtLeast(role, "org_admin");

/** For an operation that has the role in its input: granting an admin role needs a proof. */
export const recentForAdmins = { for: "org_admin", when: ({ role }: { role: OrganizationRole }) => grantsAdmin(role) };

/** Only a session can have one: an access token or API key does not show that its user is present. */
export function hasRecentProof(credential: Credential): boolean {
  return credential.kind === "session" && credential.proof.secondsAgo <= RECENT_PROOF_SECONDS;
}

/** @throws AppError RECENT_PROOF_REQUIRED; ACCESS_DENIED for a credential that is not a session */
export function requireRecentProof(credential: Credential): void {
  if (credential.kind !== "session") throw new AppError("ACCESS_DENIED");
  if (!hasRecentProof(credential)) throw new AppError("RECENT_PROOF_REQUIRED");
}

/**
 * Called by the operation builder after it has parsed the input.
 * @throws AppError RECENT_PROOF_REQUIRED, ACCESS_DENIED
 */
export function enforceRecentProof<Input>(recent: RecentProof<Input> | undefined, actor: Actor, input: Input): void {
  if (recent === undefined || recent === "current_password" || !("credential" in actor)) return;
  if (recent === "session" || recent.when?.(input)) requireRecentProof(actor.credential);
}
