// How long the proof of who is there counts, for what cannot be undone or hands out power: a session that was stolen, or
// left open, must not be enough for it. A session begins with a proof and gets a new one with the password.
import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { ActorSession } from "./actor";

export const RECENT_PROOF_SECONDS = 15 * 60;

/**
 * What an operation takes for it: the session, whose person has signed in or confirmed their password not long ago, or the
 * password that comes with the input, which the operation checks itself.
 */
export type RecentProof = "session" | "current_password";

export function hasRecentProof({ secondsSinceProof }: ActorSession): boolean {
  return secondsSinceProof <= RECENT_PROOF_SECONDS;
}

/** @throws AppError RECENT_PROOF_REQUIRED */
export function requireRecentProof(session: ActorSession): void {
  if (!hasRecentProof(session)) throw new AppError("RECENT_PROOF_REQUIRED");
}
