// Tells an organization's admins that 80 % of the monthly credits are used, or that the credits are used up, in the transaction
// that finds it out. The database decides when, once in a window, under the lock of the account.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import { NOTICE_LIFETIME_MS, queue } from "@/lib/auth/mails";
import type { SystemDb } from "@/lib/db/transaction";
import type { MailBody } from "@/lib/email/layout";
import { mailboxHash } from "@/lib/email/recipient-hash";
import { env } from "@/lib/env/server";
import { plainName } from "@/lib/text/plain-name";
import type { Notice } from "./queries";
import { creditsView, type CreditsView } from "./summary";

/** Bounds the mails of one notice. Those who joined first get them. */
const MOST_ADMINS = 20;

export async function mailAboutCredits(
  db: SystemDb,
  organizationId: string,
  notice: Notice,
  request: RequestFacts,
): Promise<void> {
  if (notice === null) return;
  const next = whatFollows(await creditsView(db, organizationId));
  const admins = await db.membership.findMany({
    where: { organizationId, role: "org_admin", user: { suspendedAt: null } },
    orderBy: { id: "asc" },
    take: MOST_ADMINS,
    select: { user: { select: { email: true } }, organization: { select: { name: true, slug: true } } },
  });
  // Queuing a mail locks its mailbox, so all transactions must go through the mailboxes in one order.
  const lockOf = (email: string) => Buffer.from(mailboxHash(email)).toString("hex");
  const recipients = admins
    .map(({ user: { email }, organization }) => ({ email, organization, lock: lockOf(email) }))
    .toSorted((a, b) => (a.lock < b.lock ? -1 : 1));
  for (const { email, organization } of recipients) {
    const kind = notice === 80 ? "credits-low" : "credits-used-up";
    await queue(db, kind, email, request, NOTICE_LIFETIME_MS, bodyOf(notice, organization, next));
  }
}

/** What happens once the allotment is used up, as things are now. */
function whatFollows({ purchased, overage }: CreditsView): string {
  const credits = overage.available > 0 ? "purchased credits and then overage, up to its limit" : "purchased credits";
  if (purchased.available > 0) return `The AI assistant then uses ${credits}.`;
  if (overage.available > 0) return "The AI assistant then uses overage, up to its limit.";
  return "The AI assistant then pauses until the next month begins, a larger plan is chosen, or credits are bought.";
}

function bodyOf(notice: 80 | 100, { name, slug }: { name: string; slug: string }, next: string): MailBody {
  const place = plainName(name, "your organization");
  const button = { label: "See the usage", url: `${env().APP_URL}/org/${slug}/usage` };
  const notes = ["You get this e-mail because you are an admin there."];
  if (notice === 80) {
    return {
      subject: `80 % of the monthly AI credits of ${place} are used`,
      paragraphs: [
        "Hello,",
        `${place} has used 80 % of its monthly AI credits.`,
        `What happens when they are used up: ${next}`,
      ],
      button,
      notes,
    };
  }
  return {
    subject: `The monthly AI credits of ${place} are used up`,
    paragraphs: ["Hello,", `${place} has used up its monthly AI credits. ${next}`],
    button,
    notes,
  };
}
