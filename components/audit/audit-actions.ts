// The actions that the filters of the audit logs offer. They come from the code, not from the entries: anonymous requests could
// fill the latest entries with a single action. They do not come from the registry of operations either, because a process
// registers only the operations whose code it has loaded.
import type { Feature } from "@/lib/access/feature-spec";
import { PHRASES } from "./audit-phrases";

type Actions = readonly Pick<Feature, "actions">[];

/** The actions outside features whose entries belong to an organization. */
const OF_ORGANIZATIONS: readonly string[] = [
  "admin.adjust-credits",
  "admin.create-organization",
  "admin.grant-plan",
  "admin.invite-organization-admin",
  "admin.resume-organization",
  "admin.suspend-organization",
  "admin.withdraw-plan",
  "api-keys.create",
  "api-keys.revoke",
  "audit.export",
  "auth.verify-email",
  "billing.buy-credit-pack",
  "billing.change-subscription",
  "billing.end-second-subscription",
  "billing.forget-customer",
  "billing.open-portal",
  "billing.record-lost-payment",
  "billing.settle-checkout",
  "billing.start-checkout",
  "billing.verify-checkout",
  "invitations.accept",
  "invitations.create",
  "invitations.resend",
  "invitations.revoke",
  "jobs.release-reservations",
  "memberships.change-role",
  "memberships.leave",
  "memberships.remove",
  "organizations.create",
  "organizations.delete",
  "organizations.update",
  "usage.change-overage",
];

const withFeatures = (own: readonly string[], features: Actions) =>
  [...own, ...features.flatMap(({ actions }) => actions)].toSorted();

export const organizationActions = (features: Actions) => withFeatures(OF_ORGANIZATIONS, features);

export const allActions = (features: Actions) => withFeatures(Object.keys(PHRASES), features);
