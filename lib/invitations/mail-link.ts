// Mails the link of an invitation. The token leaves the server only in that mail. If no mail is sent, the earlier link keeps
// its validity and its expiry.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { asSystem } from "@/lib/db/as-system";
import type { SystemDb, TenantDb } from "@/lib/db/transaction";
import { mailInvitation } from "./mails";
import { recordSending } from "./queries";
import type { InvitationRow } from "./view";

interface Sending {
  organization: { name: string };
  inviter: { name: string };
  /** Whether to do all the work but send no mail. */
  isHeldBack: boolean;
}

interface Sent {
  /** The invitation's row after sending. */
  row: InvitationRow;
  /** False if the mail was held back or was over the recipient's daily limit. */
  mailed: boolean;
}

/**
 * The caller must have locked the invitation, because its lock precedes the lock of the recipient's mailbox. The lock of the
 * invitation also keeps the content of the mail true until the commit.
 */
export async function mailLink(
  db: TenantDb | SystemDb,
  row: InvitationRow,
  { organization, inviter, isHeldBack }: Sending,
  request: RequestFacts,
): Promise<Sent> {
  const token = generateToken();
  const mail = { to: row.email, token, organizationName: organization.name, inviterName: inviter.name, role: row.role };
  const mailed = await asSystem(db, (system) => mailInvitation(system, mail, request, isHeldBack));
  return { row: await recordSending(db, row.id, mailed ? hashToken(token) : null), mailed };
}
