// The credential of a made-up actor, for tests without a database.
import { randomUUID } from "node:crypto";
import type { KeyCredential, SessionCredential, TokenCredential } from "@/lib/access/actor";

/** A session whose password proof is `secondsAgo` seconds old. */
export function sessionCredential(secondsAgo = 0): SessionCredential {
  const proof = { method: "password", secondsAgo } as const;
  return { kind: "session", id: randomUUID(), createdAt: new Date(), expiresAt: new Date(), proof };
}

export function tokenCredential(): TokenCredential {
  return { kind: "token", id: randomUUID(), createdAt: new Date(), expiresAt: new Date() };
}

export function keyCredential(): KeyCredential {
  return { kind: "key", id: randomUUID(), name: "Deployments", prefix: "gh_live_example" };
}
