// For every organization operation, by name: input that takes effect in the given tenant, by the given caller or an admin. The
// ids are those of the tenant's rows.
import { ensureCustomer } from "@/lib/billing/ensure-customer";
import { uniqueEmail } from "@/tests/factories/callers";
import { insertCheckout } from "@/tests/factories/stripe";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { type CallerKind, TENANT_NAME, type Tenant } from "./tenant";

export type Input = Record<string, unknown>;

const ofFeatures = FIXTURES.flatMap(({ name, inputs }) =>
  Object.entries(inputs).map(
    ([operation, input]) => [operation, ({ rows }: Tenant) => Promise.resolve(input(rows[name] ?? ""))] as const,
  ),
);

/** A new customer at Stripe is stored before an operation runs, and stays even if the operation fails. */
async function withCustomer(organizationId: string, input: Input): Promise<Input> {
  await ensureCustomer(organizationId);
  return input;
}

export const INPUTS: Record<string, (tenant: Tenant, kind?: CallerKind) => Promise<Input>> = {
  ...Object.fromEntries(ofFeatures),
  "api-keys.create": () => Promise.resolve({ name: "Deployments", owner: "user", role: "readonly", expires_in: "30d" }),
  "api-keys.list": () => Promise.resolve({}),
  "api-keys.revoke": ({ apiKeyIds }, kind) => Promise.resolve({ id: apiKeyIds[kind === "readonly" ? kind : "member"] }),
  "audit.export": () => Promise.resolve({}),
  "audit.get-choices": () => Promise.resolve({}),
  "audit.list": () => Promise.resolve({}),
  "billing.buy-credit-pack": ({ organization }) => withCustomer(organization.id, { pack: "5m" }),
  "billing.find-checkout": async ({ organization }) => ({ checkout: await insertCheckout(organization.id) }),
  "billing.get": () => Promise.resolve({}),
  "billing.list-credit-packs": () => Promise.resolve({}),
  "billing.open-portal": ({ organization }) => withCustomer(organization.id, {}),
  "billing.start-checkout": ({ organization }) => withCustomer(organization.id, { plan: "professional", interval: "month" }),
  "billing.verify-checkout": async ({ organization }) => ({ checkout: await insertCheckout(organization.id) }),
  "invitations.create": () => Promise.resolve({ email: uniqueEmail(), role: "member" }),
  "invitations.list": () => Promise.resolve({}),
  "invitations.resend": ({ invitationId }) => Promise.resolve({ id: invitationId }),
  "invitations.revoke": ({ invitationId }) => Promise.resolve({ id: invitationId }),
  "memberships.change-role": ({ membershipId }) => Promise.resolve({ id: membershipId, role: "readonly" }),
  "memberships.get-admin-names": () => Promise.resolve({}),
  "memberships.inspect-leaving": () => Promise.resolve({}),
  "memberships.leave": () => Promise.resolve({}),
  "memberships.list": () => Promise.resolve({}),
  "memberships.remove": ({ membershipId }) => Promise.resolve({ id: membershipId }),
  "organizations.delete": () => Promise.resolve({ name: TENANT_NAME }),
  "organizations.get": () => Promise.resolve({}),
  "organizations.get-dashboard": () => Promise.resolve({}),
  "organizations.get-settings": () => Promise.resolve({}),
  "organizations.search": () => Promise.resolve({ search: "a" }),
  "organizations.update": () => Promise.resolve({ name: "Another name" }),
  "usage.change-overage": () => Promise.resolve({ enabled: false }),
  "usage.get-summary": () => Promise.resolve({}),
  "usage.list-calls": () => Promise.resolve({}),
  "usage.list-top-users": () => Promise.resolve({}),
};
