// How a JSON route authenticates its caller: by a bearer or the session cookie below /api/v1, elsewhere only by the cookie.
import { describe, expect, it } from "vitest";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation, publicOperation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { answerToClient } from "@/tests/factories/browser-request";
import { generateApiKey } from "@/lib/api-keys/key-format";
import { inSystemTransaction } from "@/lib/db/transaction";
import { allowance } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { uniqueAddress } from "@/tests/factories/addresses";
import { insertApiKey } from "@/tests/factories/api-keys";
import { createPerson } from "@/tests/factories/callers";
import { stopWindows } from "@/tests/factories/limits";
import { statementsOf } from "@/tests/factories/statements";
import { createClient } from "@/tests/factories/tokens";
import { jsonRoute, orgRoute } from "./route";

const base = { effect: "read", limit: generalLimitOnly, input: NoInput, run: () => Promise.resolve() } as const;
const ofMembers = orgRoute(orgOperation({ ...base, accepts: anyCredential, name: "test.members", minRole: "readonly" }));
const writeOfMembers = orgRoute(
  orgOperation({
    ...base,
    effect: "write",
    accepts: anyCredential,
    name: "test.write-of-members",
    minRole: "member",
    lock: "KEY SHARE",
    audit: () => ({}),
  }),
);
const ofAnyone = jsonRoute(publicOperation({ ...base, name: "test.anyone" }));
const withoutCookies = jsonRoute(publicOperation({ ...base, name: "test.without-cookies" }), { cookies: "ignored" });

const UNKNOWN = "Bearer unknown.access.token";

interface Asked {
  org?: string;
  ipAddress?: string;
  body?: object;
}

async function ask(
  route: typeof ofMembers,
  path: string,
  headers: Record<string, string>,
  { org = "acme", ...request }: Asked = {},
) {
  const params: Record<string, string> = route === ofMembers || route === writeOfMembers ? { org } : {};
  const { response, cookies } = await answerToClient(route, { path, headers, params, ...request });
  const body = response.status === 204 ? { code: "ok" } : ((await response.json()) as { code: string });
  expect(cookies).toEqual({});
  return { status: response.status, code: body.code, challenge: response.headers.get("WWW-Authenticate") };
}

const familiesOf = (userId: string) =>
  inSystemTransaction((db) => db.tokenFamily.findMany({ where: { userId }, select: { id: true } }));

const definedIn = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

async function signedIn() {
  const { session, organization } = await createPerson();
  return { Cookie: `${cookieName(env(), "session")}=${session.token}`, slug: organization.slug };
}

describe("below /api/v1", () => {
  const path = "/api/v1/organizations/acme";

  it.each(["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "a.b.c", ""])(
    "refuses a malformed Authorization header: %j",
    async (Authorization) => {
      expect(await ask(ofMembers, path, { Authorization })).toMatchObject({ status: 400, code: "MALFORMED_REQUEST" });
    },
  );

  it("refuses a bearer together with a session cookie, even if both are valid, malformed or sent twice", async () => {
    const { Cookie, slug } = await signedIn();
    expect(await ask(ofMembers, path, { Cookie }, { org: slug })).toMatchObject({ code: "ok" });
    for (const cookie of [Cookie, `${Cookie}; ${Cookie}`, Cookie.replace(/=.*/, "=")]) {
      const answer = await ask(ofMembers, path, { Authorization: UNKNOWN, Cookie: cookie }, { org: slug });
      expect(answer).toMatchObject({ status: 400, code: "MALFORMED_REQUEST" });
    }
  });

  it("refuses two credentials even where neither is used", async () => {
    const { Cookie } = await signedIn();
    for (const route of [ofAnyone, withoutCookies]) {
      expect(await ask(route, path, { Cookie })).toMatchObject({ code: "ok" });
      expect(await ask(route, path, { Authorization: UNKNOWN })).toMatchObject({ code: "ok" });
      expect(await ask(route, path, { Cookie, Authorization: UNKNOWN })).toMatchObject({ code: "MALFORMED_REQUEST" });
    }
  });

  it("refuses an unknown bearer with the challenge of RFC 6750", async () => {
    for (const Authorization of [UNKNOWN, "bearer x", `Bearer gh_live_${"a".repeat(49)}`])
      expect(await ask(ofMembers, path, { Authorization, Cookie: "other=1" })).toEqual({
        status: 401,
        code: "INVALID_TOKEN",
        challenge: 'Bearer error="invalid_token"',
      });
  });

  it("accepts an API key in its own organization only; any other is not found", async () => {
    const [{ organization }, { organization: other }] = [await createPerson(), await createPerson()];
    const { id, key } = await insertApiKey({ organizationId: organization.id, userId: null });
    const headers = { Authorization: `Bearer ${key}` };
    expect(await ask(ofMembers, path, headers, { org: organization.slug })).toMatchObject({ code: "ok" });
    expect(await ask(ofMembers, path, headers, { org: other.slug })).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await ask(ofMembers, "/api/auth/session", headers, { org: organization.slug })).toMatchObject({
      code: "UNAUTHORIZED",
    });
    await inSystemTransaction((db) =>
      db.apiKey.update({ where: { id }, data: { revokedAt: new Date() }, select: { id: true } }),
    );
    expect(await ask(ofMembers, path, headers, { org: organization.slug })).toMatchObject({ code: "INVALID_TOKEN" });
  });

  it("counts an API key under its own limit, and a request with an unknown one for its address", async () => {
    const { organization } = await createPerson();
    const [{ key }, { key: other }] = [
      await insertApiKey({ organizationId: organization.id, userId: null }),
      await insertApiKey({ organizationId: organization.id, userId: null }),
    ];
    const answers = async (Authorization: string, times: number) => {
      const codes: string[] = [];
      for (let sent = 0; sent < times; sent += 1) {
        codes.push((await ask(ofMembers, path, { Authorization }, { org: organization.slug })).code);
      }
      return codes;
    };
    const most = allowance(limits.perApiKey);
    stopWindows();
    const codes = await answers(`Bearer ${key}`, most + 3);
    expect(codes.slice(0, most).every((code) => code === "ok")).toBe(true);
    expect(codes.slice(most)).toEqual(["RATE_LIMITED", "RATE_LIMITED", "RATE_LIMITED"]);
    expect(await answers(`Bearer ${other}`, 1)).toEqual(["ok"]);
    const more = () => answers(`Bearer ${key}`, 1);
    expect((await statementsOf(more)).filter((statement) => statement.includes("live_api_keys"))).toEqual([]);
  });

  it("refuses unknown API keys from one address like requests without a credential", async () => {
    const ipAddress = uniqueAddress();
    const most = allowance(limits.generalPerAddress);
    stopWindows();
    const codes: string[] = [];
    for (let sent = 0; sent < most + 2; sent += 1) {
      codes.push((await ask(ofMembers, path, { Authorization: `Bearer ${generateApiKey()}` }, { ipAddress })).code);
    }
    expect(codes).toEqual([...Array<string>(most).fill("INVALID_TOKEN"), "RATE_LIMITED", "RATE_LIMITED"]);
  });

  it("refuses an unsafe request from another origin, unless it has only a bearer", async () => {
    const { Cookie, slug } = await signedIn();
    const { organization } = await createPerson();
    const { key } = await insertApiKey({ organizationId: organization.id, userId: null });
    const Origin = "https://elsewhere.example";
    const post = (headers: Record<string, string>, org: string) => ask(writeOfMembers, path, headers, { org, body: {} });
    expect(await post({ Origin, Authorization: `Bearer ${key}` }, organization.slug)).toMatchObject({ code: "ok" });
    const refused: Record<string, string>[] = [{}, { Cookie }, { Cookie: "theme=dark", Authorization: `Bearer ${key}` }];
    for (const headers of refused) {
      expect(await post({ Origin, ...headers }, slug)).toMatchObject({ status: 403, code: "CSRF_REJECTED" });
    }
  });

  it("logs the id of a request's API key or API client, but of no session", async () => {
    const { user, organization, tokens } = await createClient();
    const { id: apiKeyId, key } = await insertApiKey({ organizationId: organization.id, userId: null });
    const seen = async (headers: Record<string, string>, org = organization.slug) => {
      const { context } = await answerToClient(ofMembers, { path, headers, params: { org } });
      const { userId, organizationId, tokenFamilyId } = context;
      return { userId, organizationId, tokenFamilyId, apiKeyId: context.apiKeyId };
    };
    const [{ id: family }] = (await familiesOf(user.id)) as [{ id: string }];
    expect(await seen({ Authorization: `Bearer ${key}` })).toEqual({ organizationId: organization.id, apiKeyId });
    expect(await seen({ Authorization: `Bearer ${key}` }, "elsewhere")).toEqual({ apiKeyId });
    expect(await seen({ Authorization: `Bearer ${tokens.access_token}` })).toEqual({
      userId: user.id,
      organizationId: organization.id,
      tokenFamilyId: family,
    });
    const { Cookie, slug } = await signedIn();
    expect(Object.keys(definedIn(await seen({ Cookie }, slug)))).toEqual(["userId", "organizationId"]);
  });

  it("challenges a request without a credential, without an error", async () => {
    expect(await ask(ofMembers, path, {})).toEqual({ status: 401, code: "UNAUTHORIZED", challenge: "Bearer" });
  });

  it("ignores the bearer for a public operation, so that a client with an old one can sign in", async () => {
    expect(await ask(ofAnyone, path, { Authorization: UNKNOWN })).toMatchObject({ code: "ok" });
    expect(await ask(ofAnyone, path, { Authorization: "Basic YTpi" })).toMatchObject({ code: "MALFORMED_REQUEST" });
  });
});

describe.each(["/api/auth/session", "/api/v1", "/api/v10/organizations", "/API/V1/organizations"])("at %s", (path) => {
  it("authenticates no one by a bearer, which changes nothing for a session", async () => {
    const { Cookie, slug } = await signedIn();
    const anonymous = { status: 401, code: "UNAUTHORIZED", challenge: null };
    for (const Authorization of [UNKNOWN, "Basic YTpi"]) {
      expect(await ask(ofMembers, path, { Authorization }, { org: slug })).toEqual(anonymous);
      expect(await ask(ofMembers, path, { Authorization, Cookie }, { org: slug })).toMatchObject({ code: "ok" });
    }
  });
});
