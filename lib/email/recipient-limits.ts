// How much mail a recipient gets, and which mail always arrives. Strangers can neither use up what tells an owner of a
// takeover nor what lets an owner in: over the limits a way in is still mailed, unless its address was sent a link that works.
import "server-only";
import { equalDigests, type Digest } from "@/lib/crypto/hash";
import { lockNames } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { allowance } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { ACCOUNT_KINDS, LINK_ENDINGS, WAYS_IN, type MailKind } from "./mail-kinds";

/** Long enough to read the mail and to choose a password. */
const USABLE_MINUTES = 5;

const PER_HOUR: Partial<Record<MailKind | "decoy", Limit>> = {
  "password-reset": limits.forgotPerAccount,
  verification: limits.resendPerAccount,
};

export interface Addressing {
  recipient: Digest;
  mailbox: Digest;
  source: Digest;
}

/** Of the mails to one recipient that were not dropped, within the day. */
export interface Counts {
  all: number;
  byAnybody: number;
  bySource: number;
  ofKindInLastHour: number;
  /** Links of the kind to this very address that work a while longer. */
  usableLinks: number;
  /** Mails of the kind to other spellings of the mailbox's address. */
  ofKindToTagged: number;
  /** Whether this mail goes to one of them. */
  isTagged: boolean;
}

const NONE = { all: 0, byAnybody: 0, bySource: 0, ofKindInLastHour: 0, usableLinks: 0, ofKindToTagged: 0 };

/** Whether the mail is dropped. What is counted may be over the limits, by links that were needed. */
export function isOverLimit(kind: MailKind | "decoy", counts: Counts): boolean {
  const [all, byAnybody] = [allowance(limits.mailPerRecipient), allowance(limits.mailByAnybodyPerRecipient)];
  if ((ACCOUNT_KINDS as string[]).includes(kind))
    return counts.all >= all && counts.all - counts.byAnybody >= all - byAnybody;
  if (isNeeded(kind, counts)) return false;
  if (isOverShare(counts)) return true;
  const perHour = PER_HOUR[kind];
  if (perHour && counts.ofKindInLastHour >= allowance(perHour)) return true;
  return counts.all >= all || counts.byAnybody >= byAnybody;
}

const isOverShare = ({ bySource }: Counts) => bySource >= allowance(limits.mailPerSource);

const wayInOf = (kind: MailKind | "decoy") => (kind === "decoy" ? undefined : WAYS_IN[kind]);

/** A way in whose address has no usable link. Tags are free, so what is sent to them without an account stays limited. */
function isNeeded(kind: MailKind | "decoy", counts: Counts): boolean {
  const wayIn = wayInOf(kind);
  if (!wayIn || counts.usableLinks > 0) return false;
  if (!wayIn.needsNoAccount || !counts.isTagged) return true;
  return !isOverShare(counts) && counts.ofKindToTagged < allowance(limits.verificationToTagged);
}

/** Under a lock on the mailbox, so that mails queued at once cannot pass a limit together. One statement whatever the kind. */
export async function countMails(
  db: SystemDb,
  kind: MailKind | "decoy",
  { recipient, mailbox, source }: Addressing,
): Promise<Counts> {
  await lockNames(db, "mailbox", Buffer.from(mailbox).toString("hex"));
  const { windowSeconds } = limits.mailPerRecipient;
  const isTagged = !equalDigests(recipient, mailbox);
  const [counts] = await db.$queryRaw<Omit<Counts, "isTagged">[]>`
    SELECT count(*)::int AS "all",
           (count(*) FILTER (WHERE by_anybody))::int AS "byAnybody",
           (count(*) FILTER (WHERE by_anybody AND source_hash = ${source}))::int AS "bySource",
           (count(*) FILTER (WHERE kind = ${kind} AND created_at > now() - interval '1 hour'))::int AS "ofKindInLastHour",
           (count(*) FILTER (WHERE kind = ${kind} AND recipient_hash <> ${mailbox}))::int AS "ofKindToTagged",
           (count(*) FILTER (WHERE kind = ANY(${wayInOf(kind)?.links ?? []}::text[]) AND status IN ('queued', 'delivered')
              AND recipient_hash = ${recipient}
              AND expires_at > now() + make_interval(mins => ${USABLE_MINUTES}::int)
              AND created_at > used_at))::int AS "usableLinks"
      FROM (
        SELECT *, kind <> ALL(${ACCOUNT_KINDS}::text[]) AS by_anybody,
               coalesce(max(created_at) FILTER (WHERE kind = ANY(${LINK_ENDINGS}::text[]) AND recipient_hash = ${recipient}) OVER (), '-infinity') AS used_at
          FROM outbox_mails
         WHERE mailbox_hash = ${mailbox} AND created_at > now() - make_interval(secs => ${windowSeconds}::int)) AS mails
     WHERE status <> 'dropped'`;
  return { ...(counts ?? NONE), isTagged };
}
