// Requests that reach the functions themselves, as if the platform let every header of a client through, or the middleware
// were bypassed. The app then relies on its own checks: the middleware drops the framework's internal headers, what it passes
// on is signed, and permissions are checked in operations.
import { reachFunction, type FunctionPath } from "@/tests/e2e/emulator";
import { FORGED_ADDRESS, FORGED_HEADERS, MATCHED_PATH } from "@/tests/e2e/forged-headers";
import { linesOfRequest } from "@/tests/e2e/log-lines";
import { valueOf, valuesOf, type HeaderList, type RawAnswer } from "@/tests/e2e/raw-http";
import { RawVisitor } from "@/tests/e2e/raw-visitor";
import { expect, test } from "@/tests/setup/fixtures";

// These send many requests, some of which wait for a cold instance.
test.describe.configure({ timeout: 120_000 });

const MIDDLEWARE = "/_middleware";
const PAGES: FunctionPath = "/login";
const API: FunctionPath = "/api/[[...path]]";
const IDENTITY = "x-middleware-request-x-gatehouse-forwarded-identity";

/** What the platform sets for a client. */
const from = (address: string): HeaderList => [
  ["X-Forwarded-For", address],
  ["Accept", "text/html"],
];

const internal = FORGED_HEADERS.filter(([name]) => name.startsWith("X-Middleware-"));
/** The middleware also overwrites X-Request-Path, from which pages take only paths of this app. */
const others = FORGED_HEADERS.filter((header) => !internal.includes(header) && header[0] !== "X-Request-Path");

/** Differs between any two responses, or says what the middleware passes on. */
const OWN = /^(date|x-request-id|ratelimit-(remaining|reset)|x-middleware-(override-headers|request-.*))$/i;

/** The status, the headers and the body, without what is random. */
function comparable({ status, headers, body }: RawAnswer) {
  const bare = (text: string) => text.replaceAll(/[A-Za-z0-9+/]{22}==|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "random");
  return {
    status,
    headers: headers.filter(([name]) => !OWN.test(name)).map((pair) => bare(pair.join(": "))),
    body: bare(body),
  };
}

/** Each forged header on its own, and all together. */
const attempts = (headers: HeaderList): HeaderList[] => [...headers.map((header) => [header]), headers];

test("ignores every forged header in the middleware, and passes on none of the framework's own", async ({
  app,
  nextAddress,
}) => {
  for (const path of ["/login", "/login/", "/api/config"]) {
    const plain = await reachFunction(app, MIDDLEWARE, path, { headers: from(nextAddress()) });
    for (const forged of attempts([MATCHED_PATH, ...FORGED_HEADERS])) {
      const address = nextAddress();
      const answer = await reachFunction(app, MIDDLEWARE, path, { headers: [...from(address), ...forged] });
      expect([path, forged, comparable(answer)]).toEqual([path, forged, comparable(plain)]);
      const passed = valuesOf(answer, "X-Middleware-Override-Headers").join().split(",");
      expect([path, passed.filter((name) => /^(x-middleware-|x-origin-verify$)/.test(name))]).toEqual([path, []]);
      if (path === "/login/") continue;
      expect(valueOf(answer, IDENTITY).split(" ")[1]).toBe(address);
      expect(valueOf(answer, "x-middleware-request-x-request-path")).toBe(path);
      expect(valueOf(answer, "x-middleware-request-x-forwarded-host")).toBe(new URL(app.url).host);
    }
  }
});

test("ignores forged headers in a function without the middleware, in the response and in the logged address", async ({
  app,
  nextAddress,
}) => {
  const address = nextAddress();
  const cases: [FunctionPath, string, number][] = [
    [PAGES, "/login", 200],
    [PAGES, "/account/profile", 307],
    [PAGES, "/admin", 307],
    [API, "/api/no/such", 404],
    [API, "/api/auth/session", 401],
    [API, "/api/config", 200],
  ];
  for (const [at, path, status] of cases) {
    const plain = await reachFunction(app, at, path, { headers: from(address) });
    expect([path, plain.status]).toEqual([path, status]);
    const isFirst = path === "/login" || path === "/api/auth/session";
    for (const forged of isFirst ? attempts(others) : [others]) {
      const answer = await reachFunction(app, at, path, { headers: [...from(address), ...forged] });
      expect([path, forged, comparable(answer)]).toEqual([path, forged, comparable(plain)]);
      const [line] = await linesOfRequest(app, valueOf(answer, "X-Request-ID"));
      expect([path, forged, line?.ip_address]).toEqual([path, forged, address]);
    }
  }
});

test("redirects to no other site for a forged way back", async ({ app, nextAddress }) => {
  for (const path of ["https://evil.test/", "//evil.test/", "/\\evil.test"]) {
    const headers: HeaderList = [...from(nextAddress()), ["X-Request-Path", path]];
    const answer = await reachFunction(app, PAGES, "/account/profile", { headers });
    expect([path, answer.status, valueOf(answer, "Location")]).toEqual([path, 307, "/login"]);
  }
});

test("counts a request for the last X-Forwarded-For address, or the one that this deployment's middleware signed", async ({
  app,
  nextAddress,
}) => {
  const [address, other] = [nextAddress(), nextAddress()];
  const addressOf = async (headers: HeaderList) => {
    const answer = await reachFunction(app, API, "/api/config", { headers });
    const id = valuesOf(answer, "X-Request-ID")[0];
    if (id !== undefined) return (await linesOfRequest(app, id))[0]?.ip_address;
    // The middleware sends the id to the client, so the function does not.
    const identity = headers.find(([name]) => name === "X-Gatehouse-Forwarded-Identity")?.[1] ?? "";
    return (await linesOfRequest(app, identity.split(" ")[0] ?? ""))[0]?.ip_address;
  };
  expect(await addressOf([["X-Forwarded-For", `${FORGED_ADDRESS}, ${address}`]])).toBe(address);
  const signed = valueOf(await reachFunction(app, MIDDLEWARE, "/login", { headers: from(other) }), IDENTITY);
  expect(await addressOf([...from(address), ["X-Gatehouse-Forwarded-Identity", signed]])).toBe(other);
  const changed = signed.replace(other, FORGED_ADDRESS);
  expect(await addressOf([...from(address), ["X-Gatehouse-Forwarded-Identity", changed]])).toBe(address);
});

test("refuses without the middleware what operations refuse, whatever path the platform names", async ({
  app,
  nextAddress,
  mailbox,
}) => {
  const [own, other] = [new RawVisitor(app.url, nextAddress()), new RawVisitor(app.url, nextAddress())];
  await own.signUpAndIn(mailbox);
  await other.signUpAndIn(mailbox);
  const { organizations } = JSON.parse((await other.get("/api/auth/session")).body) as { organizations: { slug: string }[] };
  const foreign = organizations[0]?.slug ?? "";
  const session: HeaderList = [...from(nextAddress()), ["Cookie", own.cookieHeader()]];
  const ask = (at: FunctionPath, path: string, headers: HeaderList) =>
    reachFunction(app, at, path, { headers: [...headers, ...others] });

  expect((await ask(API, "/api/auth/session", session)).status).toBe(200);
  expect((await ask(API, "/api/auth/session", from(nextAddress()))).status).toBe(401);
  expect((await ask(API, `/api/v1/organizations/${foreign}/members`, session)).status).toBe(404);
  expect((await ask(PAGES, `/org/${foreign}`, session)).status).toBe(404);
  expect((await ask(PAGES, "/admin", session)).status).toBe(404);
  expect((await ask(API, "/api/cron", from(nextAddress()))).status).toBe(401);

  // The framework renders the page that this header names. It asks for permission as always.
  const misled = await ask(PAGES, "/login", [...session, MATCHED_PATH]);
  expect([misled.status, misled.body.includes(foreign)]).toEqual([404, false]);
  const toOther: HeaderList = [
    ["X-Matched-Path", "/org/[org]"],
    ["X-Now-Route-Matches", `1=${foreign}&nxtPorg=${foreign}`],
  ];
  const toForeign = await reachFunction(app, PAGES, `/org/${foreign}?nxtPorg=${foreign}`, {
    headers: [...session, ...toOther],
  });
  expect(toForeign.status).toBe(404);
});
