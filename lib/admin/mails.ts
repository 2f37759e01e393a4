// The mail that the console sends. Reveals neither the system admin's name nor their email address.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { RESET_LIFETIME, RESET_LIFETIME_MS } from "@/lib/auth/lifetimes";
import type { SystemDb } from "@/lib/db/transaction";
import { enqueueMail } from "@/lib/email/enqueue-mail";
import { renderMail } from "@/lib/email/layout";
import { env } from "@/lib/env/server";

/** @returns false if the mail is over the recipient's limit */
export function mailResetLink(db: SystemDb, to: string, token: string, request: RequestFacts): Promise<boolean> {
  const { APP_NAME: app, APP_URL: url } = env();
  const body = {
    subject: `Choose a new password for ${app}`,
    paragraphs: [
      "Hello,",
      `${app} support sent you this link to choose a new password for your account. The link works once, for ${RESET_LIFETIME}. Your password does not change until you use the link.`,
    ],
    button: { label: "Choose a new password", url: `${url}/reset-password?token=${token}` },
    notes: ["If you did not request it, you don’t need to do anything: the link was sent only to you."],
  };
  const rendered = renderMail(body, request.requestId);
  const expiresAt = new Date(Date.now() + RESET_LIFETIME_MS);
  return enqueueMail(db, {
    kind: "admin-password-reset",
    mail: { to, ...rendered },
    expiresAt,
    ipAddress: request.ipAddress,
  });
}
