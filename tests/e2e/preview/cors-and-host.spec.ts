// Only scripts of allowed origins can read the API's responses. Forged host names are refused or ignored.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { useUpGeneralLimit } from "@/tests/e2e/general-limit";
import { FIRST_PASSWORD, newAddress, tokenOf } from "@/tests/e2e/journey";
import { sendLines, valueOf, valuesOf, type HeaderList, type RawAnswer } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test as base } from "@/tests/setup/fixtures";

const PARTNER = "https://partner.test";
const EVIL = "evil.test";
const EXPOSED = [
  ...["Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "WWW-Authenticate", "X-Request-ID"],
  ...["X-Call-ID", "X-Credits-Reserved"],
].join(", ");
const WRONG = { email: "nobody@example.com", password: "not the password" };

const test = base.extend<{ visitor: RawVisitor }>({
  visitor: async ({ app, nextAddress }, use) => use(new RawVisitor(app.url, nextAddress())),
});

/** The CORS headers of a response, by lower-case name. */
function corsOf(answer: RawAnswer): Record<string, string[]> {
  const names = answer.headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith("access-control-"));
  return Object.fromEntries(names.map((name) => [name, valuesOf(answer, name)]));
}

function varyOf(answer: RawAnswer): string[] {
  return valuesOf(answer, "Vary").flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
}

const FOR_PARTNER = {
  "access-control-allow-origin": [PARTNER],
  "access-control-allow-credentials": ["true"],
};

interface ApiCase {
  what: string;
  status: number;
  ask: (who: RawVisitor, headers: HeaderList) => Promise<RawAnswer>;
}

type Ask = ApiCase["ask"];

const get =
  (path: string): Ask =>
  (who, headers) =>
    who.get(path, headers);
const post =
  (path: string, body: unknown): Ask =>
  (who, headers) =>
    who.post(path, body, headers);
const by =
  (method: string, path: string, body?: string): Ask =>
  (who, headers) =>
    who.send(path, { method, headers, body });

const overLimit: Ask = async (who, headers) => {
  await useUpGeneralLimit(who, 5);
  return who.get("/api/config", headers);
};

const API_ANSWERS: ApiCase[] = [
  { what: "200", status: 200, ask: get("/api/config") },
  { what: "200 (HEAD)", status: 200, ask: by("HEAD", "/api/config") },
  { what: "202", status: 202, ask: post("/api/password/forgot", { email: "nobody@example.com" }) },
  { what: "204 (OPTIONS)", status: 204, ask: by("OPTIONS", "/api/config") },
  { what: "400", status: 400, ask: get("/api/v1/organizations?limit=1&limit=2") },
  { what: "400 (from the edge)", status: 400, ask: get("/api/%ff") },
  { what: "401", status: 401, ask: get("/api/auth/session") },
  { what: "401 (wrong password)", status: 401, ask: post("/api/auth/login", WRONG) },
  { what: "404 (unknown route)", status: 404, ask: get("/api/no/such") },
  { what: "405", status: 405, ask: get("/api/auth/login") },
  { what: "405 (from the edge)", status: 405, ask: by("PROPFIND", "/api/config") },
  { what: "413", status: 413, ask: post("/api/auth/login", { email: "x".repeat(70_000) }) },
  { what: "415", status: 415, ask: by("POST", "/api/auth/login", "a=b") },
  { what: "422", status: 422, ask: post("/api/auth/login", { email: "no address" }) },
  { what: "429", status: 429, ask: overLimit },
];

test.describe("an allowed origin", () => {
  for (const { what, status, ask } of API_ANSWERS) {
    test(`may read a ${what} response and its limit headers, with credentials`, async ({ visitor }) => {
      const answer = await ask(visitor, [["Origin", PARTNER]]);
      expect(answer.status).toBe(status);
      expect(corsOf(answer)).toEqual({ ...FOR_PARTNER, "access-control-expose-headers": [EXPOSED] });
      expect(varyOf(answer)).toContain("origin");
    });
  }

  test("receives the allowed methods and headers and their lifetime in the response to a preflight", async ({ visitor }) => {
    for (const path of ["/api/config", "/api/auth/login", "/api/no/such"]) {
      const answer = await visitor.send(path, {
        method: "OPTIONS",
        headers: [
          ["Origin", PARTNER],
          ["Access-Control-Request-Method", "PURGE"],
          ["Access-Control-Request-Headers", "x-evil"],
        ],
      });
      expect(answer.status).toBe(204);
      expect(answer.body).toBe("");
      expect(corsOf(answer)).toEqual({
        ...FOR_PARTNER,
        "access-control-allow-methods": ["GET, HEAD, POST, PUT, PATCH, DELETE"],
        "access-control-allow-headers": ["Authorization, Content-Type, Idempotency-Key"],
        "access-control-max-age": ["600"],
      });
      expect(varyOf(answer)).toContain("origin");
    }
  });

  test("can act for a signed-in user", async ({ visitor, mailbox }) => {
    await visitor.signUpAndIn(mailbox);
    const session = await visitor.get("/api/auth/session", [["Origin", PARTNER]]);
    expect([session.status, corsOf(session)]).toEqual([200, expect.objectContaining(FOR_PARTNER)]);
    const signOut = await visitor.send("/api/auth/logout", { method: "POST", headers: [["Origin", PARTNER]] });
    expect([signOut.status, corsOf(signOut)]).toEqual([204, expect.objectContaining(FOR_PARTNER)]);
  });
});

const STRANGERS: Record<string, HeaderList> = {
  "another host": [["Origin", "https://evil.test"]],
  "a host with the same beginning": [["Origin", `${PARTNER}.evil.test`]],
  "a host with the same ending": [["Origin", "https://evilpartner.test"]],
  "a host with the allowed origin in its path": [["Origin", `https://evil.test/${PARTNER}`]],
  "a host with the allowed origin before an @": [["Origin", `${PARTNER}@evil.test`]],
  "a subdomain": [["Origin", "https://app.partner.test"]],
  "the parent domain": [["Origin", "https://test"]],
  "a host with one more letter": [["Origin", "https://partner.tests"]],
  "a host with a trailing dot": [["Origin", "https://partner.test."]],
  "another character instead of the dot": [["Origin", "https://partnerxtest"]],
  "an opaque origin": [["Origin", "null"]],
  "an empty origin": [["Origin", ""]],
  "a wildcard": [["Origin", "*"]],
  "a scheme in upper case": [["Origin", "HTTPS://partner.test"]],
  "a host in upper case": [["Origin", "https://PARTNER.test"]],
  "an explicit default port": [["Origin", `${PARTNER}:443`]],
  "another port": [["Origin", `${PARTNER}:8443`]],
  "an empty port": [["Origin", `${PARTNER}:`]],
  "a trailing slash": [["Origin", `${PARTNER}/`]],
  "plain http": [["Origin", "http://partner.test"]],
  "no scheme": [["Origin", "partner.test"]],
  "a user name and a password": [["Origin", "https://me:secret@partner.test"]],
  "a list": [["Origin", `${PARTNER}, https://evil.test`]],
  "a list with blanks": [["Origin", `${PARTNER} https://evil.test`]],
  "another Origin header after the allowed one": [
    ["Origin", PARTNER],
    ["Origin", "https://evil.test"],
  ],
  "another Origin header before the allowed one": [
    ["Origin", "https://evil.test"],
    ["Origin", PARTNER],
  ],
  "the allowed Origin header twice": [
    ["Origin", PARTNER],
    ["Origin", PARTNER],
  ],
  "another header that names the allowed origin": [
    ["Origin", "https://evil.test"],
    ["X-Origin", PARTNER],
    ["Referer", `${PARTNER}/`],
  ],
};

test.describe("an origin that is not allowed", () => {
  for (const [who, origin] of Object.entries(STRANGERS)) {
    test(`is refused: ${who}`, async ({ visitor }) => {
      const preflight: HeaderList = [...origin, ["Access-Control-Request-Method", "GET"]];
      const answers = [
        await visitor.get("/api/config", origin),
        await visitor.get("/api/auth/session", origin),
        await visitor.get("/api/no/such/route", origin),
        await visitor.send("/api/config", { method: "OPTIONS", headers: preflight }),
        await visitor.post("/api/auth/login", WRONG, origin),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 204, 403]);
      for (const answer of answers) {
        expect(corsOf(answer)).toEqual({});
        expect(varyOf(answer)).toContain("origin");
        expect(valueOf(answer, "Cache-Control")).toContain("no-store");
      }
    });
  }

  test("is refused even after a request of the allowed origin", async ({ visitor }) => {
    for (const origin of [PARTNER, "https://evil.test", PARTNER, undefined]) {
      const answer = await visitor.get("/api/config", origin === undefined ? [] : [["Origin", origin]]);
      expect(valuesOf(answer, "Access-Control-Allow-Origin")).toEqual(origin === PARTNER ? [PARTNER] : []);
    }
  });
});

for (const { what, status, ask } of API_ANSWERS) {
  test(`varies a ${what} response of the API by origin, even for a request without an origin`, async ({ visitor }) => {
    const answer = await ask(visitor, []);
    expect(answer.status).toBe(status);
    expect(varyOf(answer)).toContain("origin");
    expect(corsOf(answer)).toEqual({});
  });
}

test("sends no CORS headers for pages and files, not even to the allowed origin", async ({ visitor }) => {
  const [script = ""] = /\/_next\/static\/[\w./-]+\.js/.exec((await visitor.get("/login")).body) ?? [];
  expect(script).not.toBe("");
  const files = ["/icon.svg", script, "/_next/static/none.js"];
  const paths = ["/", "/login", "/account/profile", "/no/such", "/apis", "//x", ...files];
  for (const origin of [PARTNER, "https://evil.test", "null"]) {
    for (const path of paths) {
      const answer = await visitor.get(path, [["Origin", origin]]);
      expect(corsOf(answer), `${path} for ${origin}`).toEqual({});
    }
    const preflight: HeaderList = [
      ["Origin", origin],
      ["Access-Control-Request-Method", "POST"],
    ];
    const refused = await visitor.send("/login", { method: "OPTIONS", headers: preflight });
    expect([refused.status, corsOf(refused)]).toEqual([405, {}]);
  }
});

type Words = (host: string) => HeaderList;

/** Host names that are not ours. The app refuses them wherever it uses the host name. */
const FOREIGN_HOSTS: Record<string, (host: string) => string> = {
  "another host": () => EVIL,
  "another host with our port": (host) => `${EVIL}:${host.split(":")[1] ?? ""}`,
  "our host with another appended": (host) => `${host}.${EVIL}`,
  "our host as a subdomain label of another": () => `localhost.${EVIL}`,
  "our host with a trailing dot": (host) => host.replace(":", ".:"),
  "our host without its port": () => "localhost",
  "our host with another port": () => "localhost:1",
  "our host with a port of letters": () => `localhost:${EVIL}`,
  "our host after a user name": (host) => `${EVIL}@${host}`,
  "our host as a user name": (host) => `${host}@${EVIL}`,
  "our host and another in a list": (host) => `${host}, ${EVIL}`,
  "our host and a path": (host) => `${host}/${EVIL}`,
  "our host and a fragment": (host) => `${host}#${EVIL}`,
  "our host and a backslash": (host) => `${host}\\${EVIL}`,
  "another address of this machine": (host) => host.replace("localhost", "127.1"),
  "an empty host": () => "",
};

/** Forged headers that name another host, sent with the correct Host header. The app ignores these headers. */
const CLAIMS: Record<string, Words> = {
  "X-Forwarded-Host": () => [["X-Forwarded-Host", EVIL]],
  "X-Forwarded-Host twice": (host) => [
    ["X-Forwarded-Host", host],
    ["X-Forwarded-Host", EVIL],
  ],
  "X-Forwarded-Host and -Proto and -Port": () => [
    ["X-Forwarded-Host", EVIL],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Port", "8443"],
  ],
  "a forged X-Forwarded-Proto": () => [["X-Forwarded-Proto", `https://${EVIL}/`]],
  "X-Forwarded-Prefix": () => [["X-Forwarded-Prefix", `//${EVIL}`]],
  Forwarded: () => [["Forwarded", `for=10.0.0.1;host=${EVIL};proto=https`]],
  "X-Host and X-Original-Host": () => [
    ["X-Host", EVIL],
    ["X-Original-Host", EVIL],
    ["X-Forwarded-Server", EVIL],
  ],
  "X-Original-URL and X-Rewrite-URL": () => [
    ["X-Original-URL", `https://${EVIL}/`],
    ["X-Rewrite-URL", `https://${EVIL}/`],
  ],
  Referer: () => [["Referer", `https://${EVIL}/`]],
};

/** Requests with two host names. The app refuses them before it uses either name. */
const AMBIGUOUS: Record<string, (host: string, path: string) => string[]> = {
  "our host and another": (host, path) => [`GET ${path} HTTP/1.1`, `Host: ${host}`, `Host: ${EVIL}`],
  "another host and ours": (host, path) => [`GET ${path} HTTP/1.1`, `Host: ${EVIL}`, `Host: ${host}`],
  "another host in the target": (host, path) => [`GET http://${EVIL}${path} HTTP/1.1`, `Host: ${host}`],
  "our host in the target, another in the header": (host, path) => [`GET http://${host}${path} HTTP/1.1`, `Host: ${EVIL}`],
  "another host with https in the target": (host, path) => [`GET https://${EVIL}${path} HTTP/1.1`, `Host: ${host}`],
  "a folded header line": (host, path) => [`GET ${path} HTTP/1.1`, `Host: ${host}`, ` ${EVIL}`],
};

const PAGES = ["/", "/login", "/signup", "/account/profile", "/no/such"];
const PATHS = [...PAGES, "/api/config", "/api/auth/session", "/api/no/such"];
const FILES = ["/icon.svg", "/api/health"];

/** The whole response as text, headers included. */
const wordsOf = (answer: RawAnswer) => `${answer.headers.map((pair) => pair.join(": ")).join("\n")}\n\n${answer.body}`;

const hostOf = (visitor: RawVisitor) => new URL(visitor.url).host;

function isStored(answer: RawAnswer): boolean {
  return !valuesOf(answer, "Cache-Control").some((value) => /\bno-store\b/.test(value));
}

/** A redirect may lead only to a path, or to our own origin. */
function expectOwnLocation(visitor: RawVisitor, answer: RawAnswer): void {
  for (const location of valuesOf(answer, "Location")) {
    expect(location).toMatch(/^(\/(?![/\\])|http:\/\/localhost:\d+\/)/);
    expect(new URL(location, visitor.url).origin).toBe(visitor.url);
  }
}

test.describe("a foreign host name", () => {
  for (const [what, nameOf] of Object.entries(FOREIGN_HOSTS)) {
    test(`is refused, and does not appear in the response: ${what}`, async ({ visitor }) => {
      for (const path of PATHS) {
        const answer = await visitor.get(path, [
          ["Host", nameOf(hostOf(visitor))],
          ["Accept", "text/html"],
        ]);
        expect(answer.status, path).toBe(400);
        expect(wordsOf(answer)).not.toContain(EVIL);
        expect(isStored(answer)).toBe(false);
      }
    });
  }

  for (const [what, linesOf] of Object.entries(AMBIGUOUS)) {
    test(`is refused in a request that has two host names: ${what}`, async ({ visitor, clientAddress }) => {
      for (const path of [...PATHS, ...FILES, "/_next/static/none.js"]) {
        const lines = [...linesOf(hostOf(visitor), path), `X-Forwarded-For: ${clientAddress}`, "Connection: close"];
        const answer = await sendLines(visitor.url, lines);
        expect(answer.status, path).toBe(400);
        expect(wordsOf(answer)).not.toContain(EVIL);
      }
    });
  }
});

test.describe("a forged header about our host name", () => {
  for (const [what, claim] of Object.entries(CLAIMS)) {
    test(`has no effect on bodies, redirects and headers: ${what}`, async ({ visitor }) => {
      for (const path of [...PATHS, ...FILES, "//x", "/login/"]) {
        const plain = await visitor.get(path);
        const answer = await visitor.get(path, claim(hostOf(visitor)));
        expect(answer.status, path).toBe(plain.status);
        expect(wordsOf(answer)).not.toContain(EVIL);
        expectOwnLocation(visitor, answer);
        expect(valuesOf(answer, "Location")).toEqual(valuesOf(plain, "Location"));
        if (isStored(answer)) expect(answer.body).toBe(plain.body);
      }
    });

    test(`has no effect on links in e-mails: ${what}`, async ({ visitor, app, mailbox }) => {
      const headers = claim(hostOf(visitor));
      const email = newAddress();
      const person = { email, password: FIRST_PASSWORD, name: "Rosa Raw" };
      expect((await visitor.post("/api/auth/signup", person, headers)).status).toBe(202);
      const verify = await mailbox.waitFor(email, { subject: /Verify/ });
      expect((await visitor.post("/api/auth/verify-email", { token: tokenOf(verify.links[0]) }, headers)).status).toBe(204);
      expect((await visitor.post("/api/password/forgot", { email }, headers)).status).toBe(202);
      const byApi = await mailbox.waitFor(email, { subject: /Choose a new password/ });
      expect((await visitor.submit("/forgot-password", { email }, headers)).status).toBe(200);
      const byForm = await mailbox.waitFor(email, { subject: /Choose a new password/ });
      for (const mail of [verify, byApi, byForm]) {
        expect(`${mail.subject}${mail.text}${mail.html}`).not.toContain(EVIL);
        expect(mail.links.length).toBeGreaterThan(0);
        for (const link of mail.links) expect(new URL(link).origin).toBe(app.url);
      }
    });

    test(`has no effect on a form's redirect: ${what}`, async ({ visitor, app, mailbox, nextAddress }) => {
      const email = await visitor.signUpAndIn(mailbox);
      const person = { email, password: FIRST_PASSWORD };
      const headers = claim(hostOf(visitor));
      const byForm = await new RawVisitor(app.url, nextAddress()).submit("/login", person, headers);
      expect(byForm.status).toBe(303);
      expect(valueOf(byForm, "Location")).toMatch(/^\/org\/[a-z0-9-]+$/);
      const byScript = await new RawVisitor(app.url, nextAddress()).callAction("/login", person, headers);
      expect(valueOf(byScript, "X-Action-Redirect")).toMatch(/^\/org\/[a-z0-9-]+;push$/);
      for (const answer of [byForm, byScript]) expect(wordsOf(answer)).not.toContain(EVIL);
    });
  }
});

test("sends no e-mail for a request with a foreign host name", async ({ visitor, mailbox, app }) => {
  const email = newAddress();
  const person = { email, password: FIRST_PASSWORD, name: "Rosa Raw" };
  for (const nameOf of Object.values(FOREIGN_HOSTS)) {
    const answer = await visitor.post("/api/auth/signup", person, [["Host", nameOf(hostOf(visitor))]]);
    expect(answer.status).toBe(400);
  }
  expect((await visitor.post("/api/auth/signup", person)).status).toBe(202);
  const mail = await mailbox.waitFor(email, { subject: /Verify/ });
  for (const link of mail.links) expect(new URL(link).origin).toBe(app.url);
  expect(mailbox.all(email)).toHaveLength(1);
});

test("sends the same cacheable response for every host name", async ({ visitor }) => {
  const [script = ""] = /\/_next\/static\/[\w./-]+\.js/.exec((await visitor.get("/login")).body) ?? [];
  for (const path of [script, ...FILES, "/_next/static/none.js", "//x", "/login/"]) {
    const plain = await visitor.get(path);
    for (const nameOf of Object.values(FOREIGN_HOSTS)) {
      const answer = await visitor.get(path, [["Host", nameOf(hostOf(visitor))]]);
      expect(wordsOf(answer), path).not.toContain(EVIL);
      expectOwnLocation(visitor, answer);
      if (isStored(answer)) expect([path, answer.status, answer.body]).toEqual([path, plain.status, plain.body]);
    }
  }
});

test("never redirects to another host for a path that contains a host name", async ({ visitor }) => {
  const paths = [
    `//${EVIL}`,
    `//${EVIL}/`,
    `///${EVIL}`,
    `//${EVIL}/login`,
    `//${EVIL}@x/`,
    `//${EVIL}/%2e%2e/`,
    `/login//${EVIL}`,
    `/\\${EVIL}`,
    `/\\${EVIL}/`,
    `/\\/${EVIL}/`,
    `/%2f${EVIL}/`,
    `/%5c${EVIL}/`,
    `/./${EVIL}/`,
    `/.//${EVIL}/`,
    `/..//${EVIL}/`,
  ];
  for (const path of paths) {
    const answer = await visitor.get(path, [["Accept", "text/html"]]);
    expectOwnLocation(visitor, answer);
    for (const refresh of valuesOf(answer, "Refresh")) expect(refresh).toMatch(/^0;url=\/(?![/\\])/);
  }
});

test("links only to our host from the arrival redirect and from the page of an exhausted limit", async ({ visitor }) => {
  const claim: HeaderList = [
    ["X-Forwarded-Host", EVIL],
    ["Forwarded", `host=${EVIL}`],
    ["Accept", "text/html"],
  ];
  const arriving: HeaderList = [
    ...claim,
    ["Sec-Fetch-Site", "cross-site"],
    ["Sec-Fetch-Mode", "navigate"],
    ["Sec-Fetch-Dest", "document"],
  ];
  const hop = await visitor.get("/login?next=%2Faccount", arriving);
  expect(hop.body).toContain('content="0;url=/login?next=%2Faccount"');
  expect(wordsOf(hop)).not.toContain(EVIL);
  await useUpGeneralLimit(visitor, 5);
  const refused = await visitor.get("/login?next=%2Faccount", claim);
  expect(refused.status).toBe(429);
  expect(refused.body).toContain('href="/login?next=%2Faccount"');
  expect(wordsOf(refused)).not.toContain(EVIL);
});

test("makes no server-side request to a host that the client names", async ({ visitor, app, mailbox, nextAddress }) => {
  const calls: string[] = [];
  const listener = createServer((request, response) => {
    calls.push(`${request.method ?? ""} ${request.url ?? ""}`);
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const trap = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  try {
    const email = await visitor.signUpAndIn(mailbox);
    const person = { email, password: FIRST_PASSWORD };
    const claims: HeaderList[] = [
      [["X-Forwarded-Host", trap]],
      [
        ["X-Forwarded-Host", trap],
        ["Origin", `http://${trap}`],
      ],
      [["Host", trap]],
      [
        ["Host", trap],
        ["Origin", `http://${trap}`],
      ],
      [
        ["Forwarded", `host=${trap}`],
        ["X-Host", trap],
      ],
    ];
    for (const claim of claims) await new RawVisitor(app.url, nextAddress()).callAction("/login", person, claim);
    expect(calls).toEqual([]);
  } finally {
    listener.close();
  }
});
