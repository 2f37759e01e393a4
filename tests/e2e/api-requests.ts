// For every operation of the API document: a request that succeeds, with everything it needs in the instance's database.
import { randomUUID } from "node:crypto";
import type pg from "pg";
import Stripe from "stripe";
import { createAccount, type Credentials } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import type { DescribedOperation } from "@/tests/e2e/described-api";
import { FIRST_PASSWORD, newAddress, SECOND_PASSWORD, tokenOf } from "@/tests/e2e/journey";
import { ORGANIZATION_REQUESTS } from "@/tests/e2e/organization-requests";
import { plantTenant, type Kind, type PlantedTenant } from "@/tests/e2e/planted-tenant";
import { REASON } from "@/tests/e2e/system-admin";
import { hashOf, newToken } from "@/tests/e2e/tokens";
import { METRICS_TOKEN, type Instance } from "@/tests/setup/instances";
import type { Mailbox } from "@/tests/setup/mailbox";

export interface World {
  app: Instance;
  client: pg.Client;
  mailbox: Mailbox;
  tenant: PlantedTenant;
}

export interface Made {
  /** The kind of caller of the tenant, if the request needs one of its cookies. */
  as?: Kind;
  /** Has the cookies of another caller. */
  by?: ApiClient;
  /** The value of `{id}` or another parameter in the path besides `{org}`. */
  id?: string;
  /** A text is sent as it is. */
  body?: object | string;
  headers?: Record<string, string>;
}

/** @param as another user than the one who may do the most, to whom something of their own must belong */
type Make = (world: World, as?: Kind) => Made | Promise<Made>;

const asAdmin =
  (made: Made = {}): Make =>
  () => ({ as: "org_admin", ...made });
const asSystemAdmin =
  (made: Made = {}): Make =>
  () => ({ as: "sys_admin", ...made });
const publicly =
  (made: Made = {}): Make =>
  () =>
    made;

/** Acts on a user of the tenant, or on the tenant itself, after the given statement. */
const onRow =
  (of: (tenant: PlantedTenant) => string, body?: object, statement?: string): Make =>
  async ({ client, tenant }) => {
    const id = of(tenant);
    if (statement !== undefined) await client.query(statement, [id]);
    return { as: "sys_admin", id, body };
  };

const reasoned = { reason: REASON };
const memberOf = ({ users }: PlantedTenant) => users.member ?? "";
const newSlug = () => `plan-${randomUUID().slice(0, 8)}`;

/** The fields of a plan, with the values that a plan of the instance has for its features. */
async function planFields({ app, tenant }: World): Promise<object> {
  const response = await fetch(`${app.url}/api/v1/admin/plans`, { headers: { Cookie: tenant.cookies.sys_admin ?? "" } });
  const { items } = (await response.json()) as { items: { features: object }[] };
  const texts = { name: "Team", description: "For a team.", monthly_price: "19.50", yearly_price: null };
  return { ...texts, is_public: false, position: 60, ...items[0]?.features, ...reasoned };
}

/** Acts on a hidden plan of its own, which includes what the default plan does. */
const onPlan =
  (bodyOf?: (world: World) => object | Promise<object>): Make =>
  async (world) => {
    const id = randomUUID();
    await world.client.query(
      `INSERT INTO plans (id, slug, name, description, features, is_public, position)
       SELECT $1, $2, 'Team', 'For a team.', features, false, 60 FROM plans WHERE is_default`,
      [id, newSlug()],
    );
    return { as: "sys_admin", id, body: await bodyOf?.(world) };
  };

const firstAdmin = () => ({ admin_email: newAddress(), admin_name: "Frances First", ...reasoned });

async function signedIn({ app, mailbox }: World): Promise<{ by: ApiClient; account: Credentials }> {
  const account = await createAccount(app.url, mailbox);
  const by = new ApiClient(app.url);
  await by.post("/api/auth/login", account);
  return { by, account };
}

const withPassword =
  (bodyOf: (account: Credentials) => object): Make =>
  async (world) => {
    const { by, account } = await signedIn(world);
    return { by, body: bodyOf(account) };
  };

async function mailedToken({ mailbox }: World, address: string, subject: RegExp): Promise<string> {
  return tokenOf((await mailbox.waitFor(address, { subject })).links[0]);
}

async function insertInvitation({ client, tenant }: World): Promise<string> {
  const [id, token] = [randomUUID(), newToken()];
  await client.query(
    `INSERT INTO invitations (id, organization_id, email, open_email, role, token_hash, expires_at, invited_by_id)
     VALUES ($1, $2, $3, $3, 'member', $4, now() + interval '1 day', $5)`,
    [id, tenant.id, newAddress(), hashOf(token), tenant.adminUser],
  );
  return token;
}

async function insertBareOrganization({ client }: World): Promise<string> {
  const id = randomUUID();
  await client.query(`INSERT INTO organizations (id, slug, name) VALUES ($1, $2, 'Bare')`, [id, `bare-${id.slice(0, 8)}`]);
  return id;
}

const ofOrganization = Object.entries(ORGANIZATION_REQUESTS).map(([route, make]): [string, Make] => [
  route.replaceAll(/\[(\w+)\]/g, "{$1}"),
  ({ tenant }, as) => ({ as: "org_admin", ...make(tenant, as) }),
]);

const ACCOUNT: Record<string, Make> = {
  "POST /api/auth/confirm-password": withPassword(({ password }) => ({ current_password: password })),
  "POST /api/auth/delete-account": withPassword(({ email, password }) => ({ confirm: email, current_password: password })),
  "GET /api/auth/email-change": asAdmin(),
  "POST /api/auth/email-change": withPassword(({ password }) => ({ new_email: newAddress(), current_password: password })),
  "DELETE /api/auth/email-change": asAdmin(),
  "POST /api/auth/email-change/confirm": async (world) => {
    const { by, account } = await signedIn(world);
    const address = newAddress();
    await by.post("/api/auth/email-change", { new_email: address, current_password: account.password });
    return { by, body: { token: await mailedToken(world, address, /./) } };
  },
  "POST /api/auth/export": asAdmin(),
  "POST /api/auth/login": async ({ app, mailbox }) => ({ body: await createAccount(app.url, mailbox) }),
  "POST /api/auth/logout": asAdmin(),
  "GET /api/auth/oauth/{provider}/authorize-url": publicly({ id: "google" }),
  "POST /api/auth/resend-verification": () => ({ body: { email: newAddress() } }),
  "GET /api/auth/session": asAdmin(),
  "GET /api/auth/sessions": asAdmin(),
  "DELETE /api/auth/sessions": asAdmin(),
  "DELETE /api/auth/sessions/{id}": async ({ client, tenant }) => {
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM sessions WHERE user_id = $1`, [tenant.adminUser]);
    return { as: "org_admin", id: rows[0]?.id };
  },
  "POST /api/auth/signup": () => ({ body: { email: newAddress(), password: FIRST_PASSWORD, name: "Ada" } }),
  "POST /api/auth/signup-org": () => ({
    body: { email: newAddress(), password: FIRST_PASSWORD, name: "Ada", organization_name: "Engines" },
  }),
  "POST /api/auth/verify-email": async (world) => {
    const [by, email] = [new ApiClient(world.app.url), newAddress()];
    await by.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Ada" });
    return { by, body: { token: await mailedToken(world, email, /Verify/) } };
  },
  "POST /api/invitations/accept": async (world) => ({
    body: { token: await insertInvitation(world), name: "Ada", password: FIRST_PASSWORD },
  }),
  "POST /api/password/forgot": () => ({ body: { email: newAddress() } }),
  "POST /api/password/reset": async (world) => {
    const { email } = await createAccount(world.app.url, world.mailbox);
    await new ApiClient(world.app.url).post("/api/password/forgot", { email });
    return { body: { token: await mailedToken(world, email, /Choose a new password/), new_password: SECOND_PASSWORD } };
  },
  "POST /api/password/update": withPassword(({ password }) => ({
    current_password: password,
    new_password: SECOND_PASSWORD,
  })),
};

async function clientOf({ app, mailbox }: World): Promise<{ refresh_token: string }> {
  const account = await createAccount(app.url, mailbox);
  const response = await new ApiClient(app.url).post("/api/v1/auth/login", account);
  return (await response.json()) as { refresh_token: string };
}

const withRefreshToken: Make = async (world) => ({ body: { refresh_token: (await clientOf(world)).refresh_token } });

const TOKENS: Record<string, Make> = {
  "POST /api/v1/auth/register": () => ({ body: { email: newAddress(), password: FIRST_PASSWORD, name: "Ada" } }),
  "POST /api/v1/auth/login": async ({ app, mailbox }) => ({ body: await createAccount(app.url, mailbox) }),
  "POST /api/v1/auth/refresh": withRefreshToken,
  "POST /api/v1/auth/logout": withRefreshToken,
  "GET /api/v1/me": asAdmin(),
  "GET /api/v1/organizations": asAdmin(),
  "POST /api/v1/organizations": asAdmin({ body: { name: "Another organization" } }),
};

const SUSPENDED_USER = `UPDATE users SET suspended_at = now() WHERE id = $1`;
const GRANTED_PLAN = `UPDATE billing_accounts SET granted_plan_id = (SELECT id FROM plans WHERE slug = 'premium') WHERE organization_id = $1`;
const SUSPENDED_ORGANIZATION = `UPDATE organizations SET suspended_at = now() WHERE id = $1`;

const CONSOLE: Record<string, Make> = {
  "GET /api/v1/admin/audit-log": asSystemAdmin(),
  "GET /api/v1/admin/organizations": asSystemAdmin(),
  "POST /api/v1/admin/organizations": () => ({ as: "sys_admin", body: { name: "North Yard", ...firstAdmin() } }),
  "GET /api/v1/admin/organizations/{id}": onRow(({ id }) => id),
  "POST /api/v1/admin/organizations/{id}/invite-admin": async (world) => ({
    as: "sys_admin",
    id: await insertBareOrganization(world),
    body: firstAdmin(),
  }),
  "GET /api/v1/admin/organizations/{id}/plan": onRow(({ id }) => id),
  "POST /api/v1/admin/organizations/{id}/grant-plan": onRow(({ id }) => id, { plan: "premium", ...reasoned }),
  "POST /api/v1/admin/organizations/{id}/withdraw-plan": onRow(({ id }) => id, reasoned, GRANTED_PLAN),
  "GET /api/v1/admin/organizations/{id}/credits": onRow(({ id }) => id),
  "POST /api/v1/admin/organizations/{id}/credits": onRow(({ id }) => id, { credits: 1_000, ...reasoned }),
  "POST /api/v1/admin/organizations/{id}/suspend": onRow(({ id }) => id, reasoned),
  "POST /api/v1/admin/organizations/{id}/resume": onRow(({ id }) => id, reasoned, SUSPENDED_ORGANIZATION),
  "GET /api/v1/admin/overview": asSystemAdmin(),
  "GET /api/v1/admin/plans": asSystemAdmin(),
  "POST /api/v1/admin/plans": async (world) => ({
    as: "sys_admin",
    body: { slug: newSlug(), ...(await planFields(world)) },
  }),
  "GET /api/v1/admin/plans/{id}": onPlan(),
  "PUT /api/v1/admin/plans/{id}": onPlan(planFields),
  "POST /api/v1/admin/plans/{id}/delete": onPlan(() => reasoned),
  "POST /api/v1/admin/plans/{id}/make-default": onPlan(() => reasoned),
  "GET /api/v1/admin/settings": asSystemAdmin(),
  "PATCH /api/v1/admin/settings/{name}": asSystemAdmin({ id: "sign_ups_open", body: { value: true, ...reasoned } }),
  "GET /api/v1/admin/webhooks": asSystemAdmin(),
  "GET /api/v1/admin/webhooks/closures": asSystemAdmin(),
  "POST /api/v1/admin/webhooks/{id}/replay": async ({ client }) => {
    const id = randomUUID();
    await client.query(
      `INSERT INTO stripe_events (id, event_id, type, object_id, created_at) VALUES ($1, $2, 'customer.subscription.updated', 'sub_1', now())`,
      [id, `evt_${id}`],
    );
    return { as: "sys_admin", id, body: reasoned };
  },
  "GET /api/v1/admin/usage": asSystemAdmin(),
  "GET /api/v1/admin/usage/expired-calls": asSystemAdmin(),
  "GET /api/v1/admin/usage/ledger": asSystemAdmin(),
  "GET /api/v1/admin/usage/prices": asSystemAdmin(),
  "PUT /api/v1/admin/usage/prices": () => ({
    as: "sys_admin",
    body: { model: `acme/${randomUUID()}`, input_price: "0.15", output_price: "0.60", ...reasoned },
  }),
  "GET /api/v1/admin/users": asSystemAdmin(),
  "GET /api/v1/admin/users/{id}": onRow(memberOf),
  "POST /api/v1/admin/users/{id}/suspend": onRow(memberOf, reasoned),
  "POST /api/v1/admin/users/{id}/resume": onRow(memberOf, reasoned, SUSPENDED_USER),
  "POST /api/v1/admin/users/{id}/end-sessions": onRow(memberOf, reasoned),
  "POST /api/v1/admin/users/{id}/reset-link": onRow(memberOf, reasoned),
  "POST /api/v1/admin/users/{id}/revoke-admin": async ({ app, client }) => {
    const other = await plantTenant(client, app.url);
    return { as: "sys_admin", id: other.users.sys_admin ?? "", body: reasoned };
  },
};

const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });

/** An event of a type that changes nothing, signed by the instance's simulator of Stripe. */
const signedEvent: Make = ({ app }) => {
  const body = JSON.stringify({ id: `evt_${randomUUID()}`, object: "event", type: "tax.settings.updated" });
  const secret = app.stripe_webhook_secret ?? "";
  return { body, headers: { "Stripe-Signature": Stripe.webhooks.generateTestHeaderString({ payload: body, secret }) } };
};

const SERVICE: Record<string, Make> = {
  "GET /api/config": publicly(),
  "GET /api/cron": ({ app }) => bearer(app.cron_secret),
  "POST /api/cron": ({ app }) => bearer(app.cron_secret),
  "GET /api/health": publicly(),
  "GET /api/health/ready": publicly(),
  "GET /api/metrics": publicly(bearer(METRICS_TOKEN)),
  "GET /api/openapi.json": publicly(),
  "POST /api/webhooks/stripe": signedEvent,
};

/** A request that reaches the check of the caller, and nothing that exists. */
export const anyRequest = ({ requestBody }: DescribedOperation): Made => ({
  id: randomUUID(),
  body: requestBody ? {} : undefined,
});

/** Method and path → the request. */
export const API_REQUESTS: Record<string, Make> = {
  ...ACCOUNT,
  ...TOKENS,
  ...Object.fromEntries(ofOrganization),
  ...CONSOLE,
  ...SERVICE,
};
