// How often whoever looks after an organization may invite. The limits that answer "too many" count what they did
// themselves, or their organization; what others did to the same recipient counts quietly, so that nobody learns of it.
import "server-only";
import type { Caller, MemberActor } from "@/lib/access/actor";
import { perAccount, type LimitRule } from "@/lib/access/limit-rule";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { limits } from "@/lib/rate-limit/limits";

type Rule<Input> = LimitRule<Input, Caller<MemberActor>>;

/** For whatever mails an invitation: of one organization, and of one person in however many of them. */
export const perInviter: Rule<unknown>[] = [
  { limit: limits.invitationsPerUser, key: (_input, { actor }) => actor.user.id },
  { limit: limits.invitationsPerOrganization, key: (_input, { actor }) => actor.organization.id },
];

/** What an organization and a recipient are counted under together, by its own admins and by the console. */
export function pairKey(organizationId: string, email: string): string {
  return `${organizationId} ${limitAddress(email)}`;
}

export const perPair: Rule<{ email: string }> = {
  limit: limits.invitationsPerPair,
  key: ({ email }, { actor }) => pairKey(actor.organization.id, email),
};

/** From all organizations together: quiet, always. Beyond it nothing is mailed. */
export const perRecipient = perAccount(limits.invitationsPerRecipient);
