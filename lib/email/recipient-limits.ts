// Limits who gets mail, and the mail to one recipient. An attacker who uses up these limits cannot stop the mail that
// protects an owner. Notices about the account have a share of their own, and the first of each kind that reports a
// takeover is sent even above the limits. So is a link that lets an owner in, unless an earlier link still works.
import "server-only";
import { equalDigests, type Digest } from "@/lib/crypto/hash";
import { lockNames } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { allowance } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { ACCOUNT_KINDS, LINK_ENDINGS, TAKEOVER_NOTICES, WAYS_IN, type MailKind } from "./mail-kinds";

/** Enough time to read the mail and choose a password. */
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

/** Counts of the mail to one recipient in the last day, without dropped mail. */
export interface Counts {
  all: number;
  byAnybody: number;
  bySource: number;
  ofKindInLastHour: number;
  /** Mail of this kind to this exact email address. */
  ofKindToRecipient: number;
  /** Links with the purpose of this mail, sent to this exact email address, that work for at least USABLE_MINUTES more. */
  usableLinks: number;
  /** Mail of this kind to tagged forms of the mailbox's address. */
  ofKindToTagged: number;
  /** Whether this mail goes to a tagged form of the address. */
  isTagged: boolean;
}

const NONE = {
  all: 0,
  byAnybody: 0,
  bySource: 0,
  ofKindInLastHour: 0,
  ofKindToRecipient: 0,
  usableLinks: 0,
  ofKindToTagged: 0,
};

/** Whether the mail is dropped. Counts may exceed the limits, because needed links are sent regardless. */
export function isOverLimit(kind: MailKind | "decoy", counts: Counts): boolean {
  if ((TAKEOVER_NOTICES as string[]).includes(kind) && counts.ofKindToRecipient === 0) return false;
  const [all, byAnybody] = [allowance(limits.mailPerRecipient), allowance(limits.mailByAnybodyPerRecipient)];
  if ((ACCOUNT_KINDS as string[]).includes(kind))
    return counts.all >= all && counts.all - counts.byAnybody >= all - byAnybody;
  if (isNeeded(kind, counts)) return false;
  if (isOverShare(counts)) return true;
  const perHour = PER_HOUR[kind];
  if (perHour && counts.ofKindInLastHour >= allowance(perHour)) return true;
  return counts.all >= all || counts.byAnybody >= byAnybody;
}

/**
 * Whether MAIL_ONLY_TO allows mail to this address. An address on that list also stands for its tagged forms, unless it has
 * a tag itself.
 */
export function isAllowedRecipient(address: string): boolean {
  const to = address.toLowerCase();
  const mailbox = limitAddress(to);
  const names = (entry: string) => {
    if (entry.startsWith("@")) return to.endsWith(entry);
    return entry === to || (!entry.includes("+") && limitAddress(entry) === mailbox);
  };
  return env().MAIL_ONLY_TO?.some(names) ?? true;
}

const isOverShare = ({ bySource }: Counts) => bySource >= allowance(limits.mailPerSource);

const wayInOf = (kind: MailKind | "decoy") => (kind === "decoy" ? undefined : WAYS_IN[kind]);

/**
 * Whether the mail's link gives the mailbox's owner access to the account, and the email address has no other usable link of
 * this kind. Anyone can invent tags, so mail to tagged addresses without an account stays limited.
 */
function isNeeded(kind: MailKind | "decoy", counts: Counts): boolean {
  const wayIn = wayInOf(kind);
  if (!wayIn || counts.usableLinks > 0) return false;
  if (!wayIn.needsNoAccount || !counts.isTagged) return true;
  return !isOverShare(counts) && counts.ofKindToTagged < allowance(limits.verificationToTagged);
}

/**
 * Locks the mailbox, so that concurrent mails cannot exceed a limit together. Uses the same statement for every kind of
 * mail, so that the response time does not reveal the kind.
 */
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
           (count(*) FILTER (WHERE kind = ${kind} AND recipient_hash = ${recipient}))::int AS "ofKindToRecipient",
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
