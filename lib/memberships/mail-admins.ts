// Mails an organization's admins, in the transaction of what they learn.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { NOTICE_LIFETIME_MS, queue } from "@/lib/auth/mails";
import type { SystemDb } from "@/lib/db/transaction";
import type { MailBody } from "@/lib/email/layout";
import type { MailKind } from "@/lib/email/mail-kinds";
import { inMailboxOrder } from "@/lib/email/recipient-hash";
import { env } from "@/lib/env/server";
import { plainName } from "@/lib/text/plain-name";

/** Bounds the mails of one change. Those who joined first get them. */
export const MOST_ADMINS = 20;

export interface Place {
  /** The organization's name, made safe for a mail. */
  name: string;
  /** The address of the organization's first page, to which a path such as "/billing" can be added. */
  url: string;
}

/** What a mail to admins says, without the note on why they get it. */
export type AdminMail = Omit<MailBody, "notes">;

export async function mailAdmins(
  db: SystemDb,
  organizationId: string,
  kind: MailKind,
  request: RequestFacts,
  mailOf: (place: Place) => AdminMail,
): Promise<void> {
  const admins = await db.membership.findMany({
    where: { organizationId, role: "org_admin", user: { suspendedAt: null } },
    orderBy: { id: "asc" },
    take: MOST_ADMINS,
    select: { user: { select: { email: true } }, organization: { select: { name: true, slug: true } } },
  });
  for (const { user, organization } of inMailboxOrder(admins, (admin) => admin.user.email)) {
    const url = `${env().APP_URL}/org/${organization.slug}`;
    const mail = mailOf({ name: plainName(organization.name, "your organization"), url });
    const body = { ...mail, notes: ["You get this e-mail because you are an admin there."] };
    await queue(db, kind, user.email, request, NOTICE_LIFETIME_MS, body);
  }
}
