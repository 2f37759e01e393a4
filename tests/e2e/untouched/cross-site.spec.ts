// Another site cannot change anything through a user's browser. The test sends every format that a site can send to every
// unsafe route and every page, from foreign and opaque origins, and with a cookie but no origin.
import { createAccount } from "@/tests/e2e/account";
import { ApiClient } from "@/tests/e2e/api-client";
import { FIXTURES } from "@/tests/e2e/feature-fixtures";
import { uniqueAddress } from "@/tests/factories/addresses";
import { aroundDatabase } from "@/tests/e2e/database-snapshot";
import { FIRST_PASSWORD, newAddress } from "@/tests/e2e/journey";
import { allEntrances } from "@/tests/e2e/routes";
import { expect, test, type Mailbox } from "@/tests/setup/fixtures";
import { PARTNER_ORIGIN } from "@/tests/setup/instances";

const PARTNER = "an origin that may call the API, at a page";
const EVIL = "https://evil.test";
/** Routes that ignore cookies: two require a secret or a signature of their own, and one only receives browsers' reports. */
const EXEMPT = ["/api/cron", "/api/csp-report", "/api/webhooks/stripe"];

const ORIGINS: Record<string, Record<string, string>> = {
  "a foreign origin": { Origin: EVIL, "Sec-Fetch-Site": "cross-site" },
  "a foreign origin with a forged Sec-Fetch-Site": { Origin: EVIL, "Sec-Fetch-Site": "same-origin" },
  [PARTNER]: { Origin: PARTNER_ORIGIN, "Sec-Fetch-Site": "cross-site" },
  "an opaque origin": { Origin: "null", "Sec-Fetch-Site": "cross-site" },
  "no origin at all, with a cookie": {},
};

interface Signed {
  cookie: string;
  email: string;
  password: string;
  session: string;
}

async function signedIn(url: string, mailbox: Mailbox): Promise<Signed> {
  const { email, password } = await createAccount(url, mailbox);
  const response = await fetch(`${url}/api/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Forwarded-For": uniqueAddress() },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const listed = await fetch(`${url}/api/auth/sessions`, {
    headers: { Cookie: cookie, "X-Forwarded-For": uniqueAddress() },
  });
  const { items } = (await listed.json()) as { items: { id: string }[] };
  return { cookie, email, password, session: items[0]?.id ?? "" };
}

function bodiesOfFeatures(): Record<string, Record<string, string>> {
  const requests = FIXTURES.flatMap((fixture) => Object.entries(fixture.requests));
  return Object.fromEntries(
    requests.flatMap(([entrance, body]) => (body ? [[`/api/v1/organizations/[id]${entrance.split(" ")[1]}`, body]] : [])),
  );
}

/** For each route, a body with the fields that it expects. */
function bodies({ email, password }: Signed): Record<string, Record<string, string>> {
  const person = { email: newAddress(), password: FIRST_PASSWORD, name: "Mallory" };
  const plan = { name: "Evil", description: "Evil", is_public: "true", position: "1", reason: "because" };
  return {
    "/api/auth/signup": person,
    "/api/auth/signup-org": { ...person, organization_name: "Evil" },
    "/api/auth/login": { email, password },
    "/api/auth/logout": {},
    "/api/auth/verify-email": { token: "t".repeat(43), password: FIRST_PASSWORD },
    "/api/auth/resend-verification": { email },
    "/api/auth/sessions": {},
    "/api/auth/sessions/[id]": {},
    "/api/auth/email-change": { new_email: newAddress(), current_password: password },
    "/api/auth/email-change/confirm": { token: "t".repeat(43), password },
    "/api/auth/export": {},
    "/api/auth/delete-account": { confirm: email, current_password: password },
    "/api/password/forgot": { email },
    "/api/password/reset": { token: "t".repeat(43), new_password: "a new lock for the gate" },
    "/api/auth/confirm-password": { current_password: password },
    "/api/password/update": { current_password: password, new_password: "a new lock for the gate" },
    "/api/invitations/accept": { token: "t".repeat(43), name: "Mallory", password: FIRST_PASSWORD },
    "/api/v1/auth/register": person,
    "/api/v1/auth/login": { email, password },
    "/api/v1/auth/refresh": { refresh_token: "t".repeat(43) },
    "/api/v1/auth/logout": { refresh_token: "t".repeat(43) },
    "/api/v1/organizations/[id]/members/[id]": { role: "readonly" },
    ...bodiesOfFeatures(),
    "/api/v1/admin/organizations": { name: "Evil", admin_email: newAddress(), admin_name: "Mallory", reason: "because" },
    "/api/v1/admin/organizations/[id]/invite-admin": { admin_email: newAddress(), admin_name: "Mallory", reason: "because" },
    "/api/v1/admin/organizations/[id]/suspend": { reason: "because" },
    "/api/v1/admin/organizations/[id]/resume": { reason: "because" },
    "/api/v1/admin/users/[id]/suspend": { reason: "because" },
    "/api/v1/admin/users/[id]/resume": { reason: "because" },
    "/api/v1/admin/users/[id]/end-sessions": { reason: "because" },
    "/api/v1/admin/users/[id]/reset-link": { reason: "because" },
    "/api/v1/admin/users/[id]/revoke-admin": { reason: "because" },
    "/api/v1/admin/organizations/[id]/grant-plan": { plan: "premium", reason: "because" },
    "/api/v1/admin/organizations/[id]/withdraw-plan": { reason: "because" },
    "/api/v1/admin/organizations/[id]/credits": { credits: "1000", reason: "because" },
    "/api/v1/admin/usage/prices": { model: "demo", input_price: "0", output_price: "0", reason: "because" },
    "/api/v1/organizations/[id]/usage/overage": { enabled: "true", limit: "1000000" },
    "/api/v1/admin/plans": { slug: "evil", ...plan },
    "/api/v1/admin/plans/[id]": plan,
    "/api/v1/admin/plans/[id]/delete": { reason: "because" },
    "/api/v1/admin/plans/[id]/make-default": { reason: "because" },
    "/api/v1/admin/settings/[id]": { value: "false", reason: "because" },
    "/api/v1/organizations": { name: "Evil" },
    "/api/v1/organizations/[id]": { name: "Ada's organization" },
    "/api/v1/organizations/[id]/api-keys": { name: "Evil", owner: "user", role: "org_admin", expires_in: "never" },
    "/api/v1/organizations/[id]/api-keys/[id]": {},
    "/api/v1/organizations/[id]/audit-log/export": { format: "csv" },
    "/api/v1/admin/webhooks/[id]/replay": { reason: "because" },
    "/api/v1/organizations/[id]/billing/checkout": { plan: "premium", interval: "year" },
    "/api/v1/organizations/[id]/billing/portal": {},
    "/api/v1/organizations/[id]/billing/credit-packs/checkout": { pack: "25m" },
    "/api/v1/organizations/[id]/billing/credit-packs/verify": { checkout: "cs_test_1" },
    "/api/v1/organizations/[id]/invitations": { email: newAddress(), role: "org_admin" },
    "/api/v1/organizations/[id]/invitations/[id]": {},
    "/api/v1/organizations/[id]/invitations/[id]/resend": {},
    "/api/cron": {},
    "/api/csp-report": {},
    "/api/webhooks/stripe": {},
  };
}

function encoded(fields: Record<string, string>): { type: string; body: string }[] {
  const boundary = "a-boundary-that-is-long-enough-for-all";
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return [
    { type: "application/x-www-form-urlencoded", body: new URLSearchParams(fields).toString() },
    { type: "text/plain", body: JSON.stringify(fields) },
    { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join("")}--${boundary}--\r\n` },
    { type: "application/json", body: JSON.stringify(fields) },
  ];
}

/** The hidden fields of a page's actions, as rendered for the signed-in user and for an anonymous visitor. */
async function actionFields(url: string, page: string, cookie: string): Promise<Record<string, string>> {
  const look = async (headers: Record<string, string>) => {
    const response = await fetch(url + page, {
      redirect: "manual",
      headers: { ...headers, "X-Forwarded-For": uniqueAddress() },
    });
    return response.text();
  };
  const fields = [
    ...`${await look({ Cookie: cookie })}${await look({})}`.matchAll(
      /<input type="hidden" name="(\$ACTION_[^"]+)"(?: value="([^"]*)")?/g,
    ),
  ];
  return Object.fromEntries(fields.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]));
}

test("changes nothing on any request that another site can make a browser send", async ({ app, mailbox }) => {
  test.setTimeout(180_000);
  const person = await signedIn(app.url, mailbox);
  const fields = bodies(person);
  const { routes, pages } = await allEntrances();
  const unsafe = routes.filter(({ method }) => method !== "GET");
  const keyOf = (path: string) => path.replaceAll(/[0-9a-f-]{36}/g, "[id]");
  expect(
    unsafe.map(({ path }) => keyOf(path)).filter((path) => !(path in fields)),
    "routes without a body to try",
  ).toEqual([]);
  const actions = await Promise.all(
    pages.map(async (page) => [page, await actionFields(app.url, page, person.cookie)] as const),
  );
  expect(actions.filter(([, action]) => Object.keys(action).length > 0).length).toBeGreaterThanOrEqual(8);

  const targets = [
    ...unsafe.map(({ method, path }) => ({
      method,
      path: path.replace(/[0-9a-f-]{36}/, person.session),
      fields: fields[keyOf(path)] ?? {},
    })),
    ...actions.map(([path, action]) => ({ method: "POST", path, fields: { ...action, ...fields["/api/auth/login"] } })),
  ];
  let sent = 0;
  const { before, after } = await aroundDatabase(app, async () => {
    for (const target of targets) {
      for (const [origin, headers] of Object.entries(ORIGINS)) {
        if (origin === PARTNER && target.path.startsWith("/api/")) continue;
        for (const { type, body } of encoded(target.fields)) {
          const response = await fetch(app.url + target.path, {
            method: target.method,
            redirect: "manual",
            headers: { ...headers, Cookie: person.cookie, "Content-Type": type, "X-Forwarded-For": uniqueAddress() },
            body,
          });
          await response.arrayBuffer();
          sent += 1;
          const allowed = EXEMPT.includes(target.path)
            ? [204, 400, 401, 403, 415]
            : target.path.startsWith("/api/") && !target.path.startsWith("/api/docs")
              ? [403]
              : [403, 415];
          expect(allowed, `${target.method} ${target.path} as ${type} from ${origin}: ${response.status}`).toContain(
            response.status,
          );
          expect(response.headers.getSetCookie(), target.path).toEqual([]);
        }
      }
    }
  });
  const pageTargets = targets.filter(({ path }) => !path.startsWith("/api/"));
  expect(sent).toBe(targets.length * 16 + pageTargets.length * 4);
  expect(after).toEqual(before);
});

test("accepts sign-up and sign-out from our own origin, so only the foreign origin explains the refusals", async ({
  app,
  mailbox,
}) => {
  const person = await signedIn(app.url, mailbox);
  const client = new ApiClient(app.url);
  const email = newAddress();
  const { before, after } = await aroundDatabase(app, async () => {
    const signUp = { email, password: FIRST_PASSWORD, name: "Ada" };
    expect((await client.request("POST", "/api/auth/signup", signUp, { Origin: app.url })).status).toBe(202);
    const logout = await client.request("POST", "/api/auth/logout", undefined, { Origin: app.url, Cookie: person.cookie });
    expect(logout.status).toBe(204);
  });
  expect(after).not.toEqual(before);
});
