// The notices about linked and unlinked identities. Each goes to the address of the account.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { NOTICE_LIFETIME_MS, queue, requestedFrom } from "../mails";

export function mailIdentityLinked(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "identity-linked", to, request, NOTICE_LIFETIME_MS, {
    subject: `Google was linked to your ${env().APP_NAME} account`,
    paragraphs: ["Hello,", "A Google account was linked to your account. It can be used to sign in from now on."],
    button: { label: "See your connections", url: `${env().APP_URL}/account/connections` },
    notes: [
      requestedFrom(request),
      `If it wasn’t you, choose a new password immediately. This also unlinks Google: ${env().APP_URL}/forgot-password`,
    ],
  });
}

export function mailIdentityUnlinked(db: SystemDb, to: string, request: RequestFacts): Promise<boolean> {
  return queue(db, "identity-unlinked", to, request, NOTICE_LIFETIME_MS, {
    subject: `Google was unlinked from your ${env().APP_NAME} account`,
    paragraphs: ["Hello,", "Your Google account was unlinked from your account, and can no longer be used to sign in."],
    notes: [requestedFrom(request), `If it wasn’t you, choose a new password immediately: ${env().APP_URL}/forgot-password`],
  });
}
