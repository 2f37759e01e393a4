// The mail about API clients.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { NOTICE_LIFETIME_MS, queue, requestedFrom } from "../mails";

/** Sent when a refresh token is used again after it was replaced. */
export function mailTokenReuse(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "token-reuse", to, request, NOTICE_LIFETIME_MS, {
    subject: `An API client was signed out of your ${env().APP_NAME} account`,
    paragraphs: [
      "Hello,",
      "An API client that is signed in to your account used a refresh token that had already been replaced. Someone may have copied the token, so the client was signed out and all of its tokens stopped working. Nothing else was changed.",
    ],
    button: { label: "Choose a new password", url: `${env().APP_URL}/forgot-password` },
    notes: [
      requestedFrom(request, "Token used"),
      "If you use the client, sign in with it again. If you don’t know the client, choose a new password. This signs out every device and every API client, and revokes your personal API keys.",
    ],
  });
}
