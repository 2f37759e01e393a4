// Tells an organization's admins that 80 % of the monthly credits are used, or that the credits are used up, in the transaction
// that finds it out. The database decides when, once in a window, under the lock of the account.
import "server-only";
import type { RequestFacts } from "@/lib/access/actor";
import type { SystemDb } from "@/lib/db/transaction";
import { mailAdmins, type AdminMail, type Place } from "@/lib/memberships/mail-admins";
import type { Notice } from "./queries";
import { creditsView, type CreditsView } from "./summary";

export async function mailAboutCredits(
  db: SystemDb,
  organizationId: string,
  notice: Notice,
  request: RequestFacts,
): Promise<void> {
  if (notice === null) return;
  const next = whatFollows(await creditsView(db, organizationId));
  const kind = notice === 80 ? "credits-low" : "credits-used-up";
  await mailAdmins(db, organizationId, kind, request, (place) => mailOf(notice, place, next));
}

/** What happens once the allotment is used up, as things are now. */
function whatFollows({ purchased, overage }: CreditsView): string {
  const credits = overage.available > 0 ? "purchased credits and then overage, up to its limit" : "purchased credits";
  if (purchased.available > 0) return `The AI assistant then uses ${credits}.`;
  if (overage.available > 0) return "The AI assistant then uses overage, up to its limit.";
  return "The AI assistant then pauses until the next month begins, a larger plan is chosen, or credits are bought.";
}

function mailOf(notice: 80 | 100, { name, url }: Place, next: string): AdminMail {
  const button = { label: "See the usage", url: `${url}/usage` };
  if (notice === 80) {
    return {
      subject: `80 % of the monthly AI credits of ${name} are used`,
      paragraphs: [
        "Hello,",
        `${name} has used 80 % of its monthly AI credits.`,
        `What happens when they are used up: ${next}`,
      ],
      button,
    };
  }
  return {
    subject: `The monthly AI credits of ${name} are used up`,
    paragraphs: ["Hello,", `${name} has used up its monthly AI credits. ${next}`],
    button,
  };
}
