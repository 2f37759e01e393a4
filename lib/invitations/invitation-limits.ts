// Limits how often admins may invite. Limits that refuse with RATE_LIMITED count only the inviter's and the organization's
// own invitations. Other invitations to the same recipient count only in the quiet limit, so that no one learns of them.
import "server-only";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { onFound, perAccount, type LimitRule } from "@/lib/access/limit-rule";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { limits } from "@/lib/rate-limit/limits";

type Rule<Input> = LimitRule<Input, Caller<MemberActor>>;

/**
 * For every operation in which an organization's admin mails an invitation: per organization, and per inviter across
 * organizations.
 */
export const perInviter: Rule<unknown>[] = [
  { limit: limits.invitationsPerUser, key: (_input, { actor }) => actor.user.id },
  { limit: limits.invitationsPerOrganization, key: (_input, { actor }) => actor.organization.id },
];

/** The key for one organization and one recipient. The organization's admins and the console count under the same key. */
export function pairKey(organizationId: string, email: string): string {
  return `${organizationId} ${limitAddress(email)}`;
}

export const perPair: Rule<{ email: string }> = {
  limit: limits.invitationsPerPair,
  key: ({ email }, { actor }) => pairKey(actor.organization.id, email),
};

/** Per recipient across all organizations. Always quiet: above this limit, the operation succeeds but sends no mail. */
export const perRecipient = perAccount(limits.invitationsPerRecipient);

/** The same limits, for operations whose `find` looks up the invitation. */
export const [perFoundPair, perFoundRecipient] = [onFound(perPair), onFound(perRecipient)];
