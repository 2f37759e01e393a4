// The credential of a made-up actor, for tests without a database.
import { randomUUID } from "node:crypto";
import type { SessionCredential } from "@/lib/access/actor";

/** A session whose password proof is `secondsAgo` seconds old. */
export function sessionCredential(secondsAgo = 0): SessionCredential {
  const proof = { method: "password", secondsAgo } as const;
  return { kind: "session", id: randomUUID(), createdAt: new Date(), expiresAt: new Date(), proof };
}
