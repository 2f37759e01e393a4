// Mails an invitation its link. The token leaves the server in that mail only, and without a mail nothing happens to the
// link that was mailed before: it works as long as it would have, and one that has expired stays so.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { asSystem, type SystemDb, type TenantDb } from "@/lib/db/transaction";
import { mailInvitation } from "./mails";
import { recordSending } from "./queries";
import type { InvitationRow } from "./view";

interface Sending {
  organization: { name: string };
  inviter: { name: string };
  /** The work is done, and nothing is mailed. */
  isHeldBack: boolean;
}

interface Sent {
  /** As it is then. */
  row: InvitationRow;
  /** False where it was held back, or the recipient's daily limit dropped the mail. */
  mailed: boolean;
}

/**
 * In the order of everybody who needs both: the invitation is locked already, then the mail locks its recipient. So the
 * mail says of it what it gives.
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
