// Under production conditions, every kind of response has each required header exactly once.
import { inDatabase } from "@/tests/e2e/database";
import { useUpGeneralLimit } from "@/tests/e2e/general-limit";
import { FIRST_PASSWORD, newAddress } from "@/tests/e2e/journey";
import { valueOf, valuesOf, type HeaderList, type RawAnswer } from "@/tests/e2e/raw-http";
import { CLAIMED_REQUEST_ID, RawVisitor } from "@/tests/e2e/raw-visitor";
import { headerProblems, nonceOf, type AnswerKind } from "@/tests/e2e/required-headers";
import { expect, test as base } from "@/tests/setup/fixtures";

interface People {
  /** A signed-out visitor. */
  visitor: RawVisitor;
  /** A signed-in user. */
  member: RawVisitor;
  /** Asserts the status and the headers of a response. */
  expectHeaders: (answer: RawAnswer, expected: Omit<Case, "ask" | "what">) => void;
}

const test = base.extend<People>({
  visitor: async ({ app, nextAddress }, use) => use(new RawVisitor(app.url, nextAddress())),
  member: async ({ app, nextAddress, mailbox }, use) => {
    const member = new RawVisitor(app.url, nextAddress());
    await member.signUpAndIn(mailbox);
    await use(member);
  },
  expectHeaders: async ({ instanceName }, use) =>
    use((answer, { status, vercelStatus = status, ...carrier }) => {
      const onVercel = instanceName === "vercel";
      expect(answer.status).toBe(onVercel ? vercelStatus : status);
      expect(headerProblems(answer, { ...carrier, strict: true, onVercel })).toEqual([]);
    }),
});

interface Case {
  what: string;
  status: number;
  /** The status on Vercel, if the platform changes it. */
  vercelStatus?: number;
  kind: AnswerKind;
  hasToken?: true;
  ask: (who: RawVisitor) => Promise<RawAnswer>;
}

const PUBLIC_PAGES = [
  "/",
  "/login",
  "/signup",
  "/signup-org",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/verify-email/resend",
];
const MEMBER_PAGES = ["/account/profile", "/account/password", "/account/connections", "/account/sessions"];

const HTML: HeaderList = [["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"]];
const BY_SCRIPT: HeaderList = [["RSC", "1"]];
const PREFETCH: HeaderList = [
  ["RSC", "1"],
  ["Next-Router-Prefetch", "1"],
];
const FROM_A_MAIL: HeaderList = [
  ...HTML,
  ["Sec-Fetch-Site", "cross-site"],
  ["Sec-Fetch-Mode", "navigate"],
  ["Sec-Fetch-Dest", "document"],
];
const PREFLIGHT: HeaderList = [
  ["Origin", "https://partner.test"],
  ["Access-Control-Request-Method", "POST"],
];
const STRANGER: HeaderList = [["Origin", "https://evil.test"]];

const TOO_MUCH = "x".repeat(70_000);
const UNKNOWN_ID = "01a1fca7-10ef-709a-a672-db653871918b";
const NO_LINK = { token: "x".repeat(43), new_password: FIRST_PASSWORD };
const WRONG = { email: "nobody@example.com", password: "not the password" };

const get = (path: string, headers?: HeaderList) => (who: RawVisitor) => who.get(path, headers);
const post = (path: string, body: unknown, headers?: HeaderList) => (who: RawVisitor) => who.post(path, body, headers);

/** A static file that the sign-in page references. */
const getFile = (pattern: RegExp) => async (who: RawVisitor) => {
  const [path] = pattern.exec((await who.get("/login")).body) ?? [];
  if (path === undefined) throw new Error(`the page names no ${pattern.source}`);
  return who.get(path);
};

/** Sends a request after the visitor's IP address has used up the general limit. */
const overLimit = (path: string, headers?: HeaderList) => async (who: RawVisitor) => {
  await useUpGeneralLimit(who, 10);
  return who.get(path, headers);
};

const page = (what: string, status: number, ask: Case["ask"]): Case => ({ what, status, kind: "page", ask });
const api = (what: string, status: number, ask: Case["ask"]): Case => ({ what, status, kind: "api", ask });
const file = (what: string, status: number, ask: Case["ask"]): Case => ({ what, status, kind: "file", ask });

const SIGNED_OUT: Case[] = [
  ...PUBLIC_PAGES.map((path) => page(`the page ${path}`, 200, get(path, HTML))),
  page("a HEAD request for a page", 200, (who) => who.send("/login", { method: "HEAD" })),
  { ...page("a page with a token in its URL", 200, get("/verify-email?token=abc", HTML)), hasToken: true },
  { ...page("a missing page with a token in its URL", 404, get("/no/such?token=abc", HTML)), hasToken: true },
  page("a missing page", 404, get("/no/such/page", HTML)),
  page("a path that cannot be decoded", 400, get("/%ff", HTML)),
  page("a guard's redirect to the sign-in page", 307, get("/account/profile", HTML)),
  { ...page("a guard's redirect with a token", 307, get("/account/profile?token=abc", HTML)), hasToken: true },
  page("the arrival redirect from an e-mail", 200, get("/account/profile?from=mail", FROM_A_MAIL)),
  { ...page("the arrival redirect with a token", 200, get("/verify-email?token=abc", FROM_A_MAIL)), hasToken: true },
  page("a navigation by script", 200, (who) => who.getByScript("/login", BY_SCRIPT)),
  { ...page("a navigation by script without the cache parameter", 307, get("/login", BY_SCRIPT)), vercelStatus: 200 },
  page("a navigation by script to a guarded page, which redirects", 200, (who) =>
    who.getByScript("/account/profile", BY_SCRIPT),
  ),
  // The framework puts the 404 into the payload, like the redirect above. A full page load has the status.
  page("a navigation by script to a missing page", 200, (who) => who.getByScript("/no/such", BY_SCRIPT)),
  page("a prefetch", 200, (who) => who.getByScript("/login", PREFETCH)),
  page("a form posted without JavaScript", 200, (who) => who.submit("/login", WRONG, HTML)),
  page("a form posted by script", 200, (who) => who.callAction("/login", WRONG)),
  page("a form posted from another site", 403, (who) => who.submit("/login", WRONG, [...HTML, ...STRANGER])),
  page("a form posted by script from another site", 403, (who) => who.callAction("/login", WRONG, STRANGER)),
  page("a page requested with PUT", 405, (who) => who.send("/login", { method: "PUT", headers: HTML, body: "" })),
  page("a body that is not a form", 415, (who) => who.send("/login", { method: "POST", headers: HTML, body: "a=b" })),
  page("a form that is too large, for a browser", 413, (who) => who.submit("/login", { email: TOO_MUCH }, HTML)),
  page("a form that is too large, for the framework's script", 413, (who) => who.callAction("/login", { email: TOO_MUCH })),
  page("a form that is too large, for an API client", 413, (who) => who.submit("/login", { email: TOO_MUCH })),
  page("too many requests, for a browser", 429, overLimit("/login", HTML)),
  page("too many requests, for the framework's script", 429, overLimit("/login", BY_SCRIPT)),
  page("too many requests, for an API client", 429, overLimit("/login")),
  page("a foreign host", 400, get("/login", [["Host", "evil.test"], ...HTML])),

  { what: "the framework's own normalization of a path", status: 308, kind: "unrouted", ask: get("//x") },
  { what: "the framework's own removal of a trailing slash", status: 308, kind: "unrouted", ask: get("/login/") },

  file("a script", 200, getFile(/\/_next\/static\/[\w./-]+\.js/)),
  file("a style sheet", 200, getFile(/\/_next\/static\/[\w./-]+\.css/)),
  file("a font", 200, getFile(/\/_next\/static\/[\w./-]+\.woff2/)),
  file("the icon", 200, get("/icon.svg")),
  file("a missing static file", 404, get("/_next/static/chunks/none.js")),

  api("200", 200, get("/api/config")),
  api("200 to HEAD", 200, (who) => who.send("/api/config", { method: "HEAD" })),
  api("liveness", 200, get("/api/health")),
  api("readiness", 200, get("/api/health/ready")),
  { what: "the OpenAPI document", status: 200, kind: "shared", ask: get("/api/openapi.json") },
  api("405 of the OpenAPI document", 405, (who) => who.send("/api/openapi.json", { method: "PUT", body: "" })),
  page("the reference of the API", 200, get("/api/docs", HTML)),
  page("an unknown section of the reference", 404, get("/api/docs/no-such-1", HTML)),
  api("202", 202, post("/api/auth/resend-verification", { email: "nobody@example.com" })),
  api("204 to a browser's report", 204, post("/api/csp-report", [])),
  api("204 to OPTIONS", 204, (who) => who.send("/api/config", { method: "OPTIONS" })),
  api("204 to a preflight", 204, (who) => who.send("/api/auth/login", { method: "OPTIONS", headers: PREFLIGHT })),
  api("200 to an allowed origin", 200, get("/api/config", [["Origin", "https://partner.test"]])),
  api("400 to malformed JSON", 400, (who) =>
    who.send("/api/auth/login", { method: "POST", headers: [["Content-Type", "application/json"]], body: "{" }),
  ),
  api("400 to a parameter sent twice", 400, get("/api/v1/organizations?limit=1&limit=2")),
  api("200 to tracking parameters", 200, get("/api/config?utm_source=a&utm_source=b")),
  api("400 to a path that cannot be decoded", 400, get("/api/%ff")),
  api("400 to an invalid link", 400, post("/api/password/reset", NO_LINK)),
  api("400 to a foreign host", 400, get("/api/config", [["Host", "evil.test"]])),
  api("401 without a session", 401, get("/api/auth/session")),
  api("401 to a wrong password", 401, post("/api/auth/login", WRONG)),
  api("401 to a caller without the scheduler's secret", 401, get("/api/cron")),
  api("403 to another site", 403, post("/api/auth/login", WRONG, STRANGER)),
  api("404 of a development route", 404, get("/api/dev/mailbox")),
  api("404 of a missing path", 404, get("/api/no/such")),
  api("405", 405, (who) => who.send("/api/auth/login", { method: "PUT", body: "" })),
  api("405 to a method that no route has", 405, (who) => who.send("/api/config", { method: "PROPFIND" })),
  api("413", 413, post("/api/auth/login", { email: TOO_MUCH })),
  api("413 to a body without a declared length", 413, (who) =>
    who.send("/api/auth/login", {
      method: "POST",
      headers: [
        ["Content-Type", "application/json"],
        ["Transfer-Encoding", "chunked"],
      ],
      body: TOO_MUCH,
    }),
  ),
  api("415", 415, (who) => who.send("/api/auth/login", { method: "POST", body: "a=b" })),
  api("422", 422, post("/api/auth/login", { email: "no address" })),
  api("429 of the general limit", 429, overLimit("/api/config")),
  api("429 of the route's own limit", 429, async (who) => {
    for (let count = 0; count < 3; count += 1) await who.post("/api/password/forgot", { email: newAddress() });
    return who.post("/api/password/forgot", { email: newAddress() });
  }),
  { ...api("a token in the URL", 200, get("/api/config?token=abc")), hasToken: true },
];

const SIGNED_IN: Case[] = [
  ...MEMBER_PAGES.map((path) => page(`the page ${path}`, 200, get(path, HTML))),
  page("the organization's page", 200, async (who) => who.get(`/org/${(await organizationOf(who)).slug}`, HTML)),
  page("another user's organization", 404, get("/org/somebody-elses", HTML)),
  page("the redirect home from the sign-in page", 307, get("/login", HTML)),
  page("a navigation by script", 200, (who) => who.getByScript("/account/profile", BY_SCRIPT)),
  page("a prefetch", 200, (who) => who.getByScript("/account/profile", PREFETCH)),
  page("a form posted without JavaScript, and its redirect", 303, (who) =>
    who.submit("/account/profile", { name: "Rosa R. Raw" }, HTML),
  ),
  page("a form posted by script, and its redirect", 200, (who) =>
    who.callAction("/account/profile", { name: "Rosa R. Raw" }),
  ),
  api("200", 200, get("/api/auth/session")),
  api("204", 204, (who) => who.send("/api/auth/logout", { method: "POST" })),
  api("403 to an opaque origin", 403, (who) =>
    who.send("/api/auth/logout", { method: "POST", headers: [["Origin", "null"]] }),
  ),
  api("404 of another user's session", 404, (who) => who.send(`/api/auth/sessions/${UNKNOWN_ID}`, { method: "DELETE" })),
];

test.describe("a response to a signed-out visitor", () => {
  for (const { what, ask, ...expected } of SIGNED_OUT) {
    test(`has every required header once (${expected.kind}): ${what} (${expected.status})`, async ({
      visitor,
      expectHeaders,
    }) => {
      expectHeaders(await ask(visitor), expected);
    });
  }
});

test.describe("a response to a signed-in user", () => {
  for (const { what, ask, ...expected } of SIGNED_IN) {
    test(`has every required header once (${expected.kind}): ${what} (${expected.status})`, async ({
      member,
      expectHeaders,
    }) => {
      expectHeaders(await ask(member), expected);
    });
  }
});

test("sends every required header once with a sign-in, through the API, a form and a server action", async ({
  visitor,
  mailbox,
  app,
  nextAddress,
  expectHeaders,
}) => {
  const email = await visitor.signUpAndIn(mailbox);
  const person = { email, password: FIRST_PASSWORD };
  const elsewhere = () => new RawVisitor(app.url, nextAddress());
  const byApi = await elsewhere().post("/api/auth/login", person);
  expectHeaders(byApi, { status: 200, kind: "api" });
  const byForm = await elsewhere().submit("/login", person);
  expectHeaders(byForm, { status: 303, kind: "page" });
  expect(valueOf(byForm, "Location")).toMatch(/^\/org\/[a-z0-9-]+$/);
  const byScript = await elsewhere().callAction("/login", person);
  expectHeaders(byScript, { status: 200, kind: "page" });
  expect(valueOf(byScript, "X-Action-Redirect")).toMatch(/^\/org\/[a-z0-9-]+;push$/);
  for (const answer of [byApi, byForm, byScript]) {
    const names = valuesOf(answer, "Set-Cookie").map((line) => line.split("=", 1)[0]);
    expect(names.sort()).toEqual(["__Host-device", "__Host-session_id"]);
  }
});

interface Organization {
  id: string;
  slug: string;
}

async function organizationOf(member: RawVisitor): Promise<Organization> {
  const session = JSON.parse((await member.get("/api/auth/session")).body) as { organizations: Organization[] };
  const [organization] = session.organizations;
  if (!organization) throw new Error("a member without an organization");
  return organization;
}

test("sends every required header once with a page of a suspended organization (403)", async ({
  member,
  app,
  expectHeaders,
}) => {
  const { id, slug } = await organizationOf(member);
  await inDatabase(app, "UPDATE organizations SET suspended_at = now() WHERE id = $1", id);
  expectHeaders(await member.get(`/org/${slug}`, HTML), { status: 403, kind: "page" });
});

test("sends every required header once with an operation's own refusal (403)", async ({ visitor, expectHeaders }) => {
  const email = newAddress();
  await visitor.post("/api/auth/signup", { email, password: FIRST_PASSWORD, name: "Rosa Raw" });
  const answer = await visitor.post("/api/auth/login", { email, password: FIRST_PASSWORD });
  expectHeaders(answer, { status: 403, kind: "api" });
});

test("gives every response its own request id, and every page its own nonce", async ({ visitor, instanceName }) => {
  const pages = [...PUBLIC_PAGES, "/no/such", "/account/profile", "/%ff"];
  const onVercel = instanceName === "vercel";
  // There, the middleware sees the second path, and the platform serves the file.
  const others = ["/api/config", "/api/no/such", "//x", ...(onVercel ? [] : ["/icon.svg"])];
  const answers: RawAnswer[] = [];
  for (const path of [...pages, ...others, ...pages, ...others]) answers.push(await visitor.get(path, HTML));
  const ids = answers.map((answer) => valueOf(answer, "X-Request-ID"));
  expect(new Set(ids).size).toBe(answers.length);
  expect(ids).not.toContain(CLAIMED_REQUEST_ID);
  const nonces = answers.map(nonceOf).filter((nonce) => nonce !== null);
  expect(nonces).toHaveLength(2 * (pages.length + (onVercel ? 1 : 0)));
  expect(new Set(nonces).size).toBe(nonces.length);
});

test("uses only the nonce of the policy header in the page", async ({ visitor }) => {
  for (const path of [...PUBLIC_PAGES, "/no/such"]) {
    const answer = await visitor.get(path, HTML);
    const inPage = new Set([...answer.body.matchAll(/\snonce="([^"]+)"/g)].map(([, nonce]) => nonce));
    expect([...inPage], path).toEqual([nonceOf(answer)]);
  }
});

test("sends the same request id in the header and the body", async ({ visitor }) => {
  for (const answer of [
    await visitor.get("/api/auth/session"),
    await visitor.get("/api/no/such"),
    await visitor.send("/login", { method: "PUT", body: "" }),
    await visitor.post("/api/auth/login", WRONG, STRANGER),
  ]) {
    expect((JSON.parse(answer.body) as { request_id: string }).request_id).toBe(valueOf(answer, "X-Request-ID"));
  }
});

test("lets caches store static files only, and permanently only those with a hash in their name", async ({
  visitor,
  instanceName,
}) => {
  const script = await getFile(/\/_next\/static\/[\w./-]+\.js/)(visitor);
  expect(valueOf(script, "Cache-Control").replaceAll(/, ?/g, ", ")).toBe("public, max-age=31536000, immutable");
  expect(valuesOf(await visitor.get("/icon.svg"), "Cache-Control")).toEqual(["public, max-age=0, must-revalidate"]);
  const none = await visitor.get("/_next/static/chunks/none.js");
  expect(valueOf(none, "Cache-Control")).toContain(instanceName === "vercel" ? "must-revalidate" : "no-store");
});
