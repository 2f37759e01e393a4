// The mail of an invitation. The recipient did not ask for it, and strangers chose the names in it. So this file makes the
// names harmless, and the mail contains no other free text.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import type { SystemDb } from "@/lib/db/transaction";
import { enqueueDecoy, enqueueMail } from "@/lib/email/enqueue-mail";
import { renderMail } from "@/lib/email/layout";
import { env } from "@/lib/env/server";
import { ROLE_PHRASES } from "@/lib/memberships/role-words";
import { INVITATION_LIFETIME_DAYS, INVITATION_LIFETIME_MS } from "./lifetime";
import { plainName } from "@/lib/text/plain-name";

export interface InvitationMail {
  to: string;
  token: string;
  organizationName: string;
  inviterName: string;
  role: OrganizationRole;
}

/**
 * Names the inviter, but not their IP address, which does not concern the reader.
 * @param isHeldBack does the same work without sending
 * @returns false if the mail was held back or was over the recipient's limit
 */
export async function mailInvitation(
  db: SystemDb,
  mail: InvitationMail,
  request: RequestFacts,
  isHeldBack: boolean,
): Promise<boolean> {
  const organization = plainName(mail.organizationName, "an organization");
  const inviter = plainName(mail.inviterName, "Someone");
  const { APP_NAME: app, APP_URL: url } = env();
  const body = {
    subject: `${inviter} invites you to ${organization}`,
    paragraphs: [
      "Hello,",
      `${inviter} invites you to join ${organization} at ${app} as ${ROLE_PHRASES[mail.role]}. The link below works once, for ${INVITATION_LIFETIME_DAYS} days, and for this address only.`,
    ],
    button: { label: "See the invitation", url: `${url}/invite/accept?token=${mail.token}` },
    notes: ["If you don’t know who this is, you can ignore this e-mail."],
  };
  const order = { mail: { to: mail.to, ...renderMail(body, request.requestId) }, ipAddress: request.ipAddress };
  const expiresAt = new Date(Date.now() + INVITATION_LIFETIME_MS);
  if (!isHeldBack) return enqueueMail(db, { kind: "invitation", expiresAt, ...order });
  await enqueueDecoy(db, order);
  return false;
}
