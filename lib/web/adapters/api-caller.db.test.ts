// How a JSON route authenticates its caller: by a bearer or the session cookie below /api/v1, elsewhere only by the cookie.
import { describe, expect, it } from "vitest";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation, publicOperation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import { answerToClient } from "@/tests/factories/browser-request";
import { inSystemTransaction } from "@/lib/db/transaction";
import { insertApiKey } from "@/tests/factories/api-keys";
import { createPerson } from "@/tests/factories/callers";
import { jsonRoute, orgRoute } from "./route";

const base = { effect: "read", limit: generalLimitOnly, input: NoInput, run: () => Promise.resolve() } as const;
const ofMembers = orgRoute(orgOperation({ ...base, accepts: anyCredential, name: "test.members", minRole: "readonly" }));
const ofAnyone = jsonRoute(publicOperation({ ...base, name: "test.anyone" }));

const UNKNOWN = "Bearer unknown.access.token";

async function ask(route: typeof ofMembers, path: string, headers: Record<string, string>, org = "acme") {
  const params: Record<string, string> = route === ofMembers ? { org } : {};
  const { response, cookies } = await answerToClient(route, { path, headers, params });
  const body = response.status === 204 ? { code: "ok" } : ((await response.json()) as { code: string });
  expect(cookies).toEqual({});
  return { status: response.status, code: body.code, challenge: response.headers.get("WWW-Authenticate") };
}

async function signedIn() {
  const { session, organization } = await createPerson();
  return { Cookie: `${cookieName(env(), "session")}=${session.token}`, slug: organization.slug };
}

describe("below /api/v1", () => {
  const path = "/api/v1/organizations/acme";

  it.each(["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "Bearer a, Bearer b", "a.b.c", ""])(
    "a malformed Authorization header is refused: %j",
    async (Authorization) => {
      expect(await ask(ofMembers, path, { Authorization })).toMatchObject({ status: 400, code: "MALFORMED_REQUEST" });
    },
  );

  it("a bearer together with a session cookie is refused, even if both are valid, malformed or sent twice", async () => {
    const { Cookie, slug } = await signedIn();
    expect(await ask(ofMembers, path, { Cookie }, slug)).toMatchObject({ code: "ok" });
    for (const cookie of [Cookie, `${Cookie}; ${Cookie}`, Cookie.replace(/=.*/, "=")]) {
      const answer = await ask(ofMembers, path, { Authorization: UNKNOWN, Cookie: cookie }, slug);
      expect(answer).toMatchObject({ status: 400, code: "MALFORMED_REQUEST" });
    }
  });

  it("an unknown bearer is refused with the challenge of RFC 6750", async () => {
    for (const Authorization of [UNKNOWN, "bearer x", `Bearer gh_live_${"a".repeat(49)}`])
      expect(await ask(ofMembers, path, { Authorization, Cookie: "other=1" })).toEqual({
        status: 401,
        code: "INVALID_TOKEN",
        challenge: 'Bearer error="invalid_token"',
      });
  });

  it("an API key is accepted in its own organization, and is not found in another", async () => {
    const [{ organization }, { organization: other }] = [await createPerson(), await createPerson()];
    const { id, key } = await insertApiKey({ organizationId: organization.id, userId: null });
    const headers = { Authorization: `Bearer ${key}` };
    expect(await ask(ofMembers, path, headers, organization.slug)).toMatchObject({ code: "ok" });
    expect(await ask(ofMembers, path, headers, other.slug)).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await ask(ofMembers, "/api/auth/session", headers, organization.slug)).toMatchObject({ code: "UNAUTHORIZED" });
    await inSystemTransaction((db) =>
      db.apiKey.update({ where: { id }, data: { revokedAt: new Date() }, select: { id: true } }),
    );
    expect(await ask(ofMembers, path, headers, organization.slug)).toMatchObject({ code: "INVALID_TOKEN" });
  });

  it("a request without a credential gets the challenge without an error", async () => {
    expect(await ask(ofMembers, path, {})).toEqual({ status: 401, code: "UNAUTHORIZED", challenge: "Bearer" });
  });

  it("a public operation ignores the bearer, so that a client with an old one can sign in", async () => {
    expect(await ask(ofAnyone, path, { Authorization: UNKNOWN })).toMatchObject({ code: "ok" });
    expect(await ask(ofAnyone, path, { Authorization: "Basic YTpi" })).toMatchObject({ code: "MALFORMED_REQUEST" });
  });
});

describe.each(["/api/auth/session", "/api/v1", "/api/v10/organizations", "/API/V1/organizations"])("at %s", (path) => {
  it("a bearer authenticates no one, and changes nothing for a session", async () => {
    const { Cookie, slug } = await signedIn();
    const anonymous = { status: 401, code: "UNAUTHORIZED", challenge: null };
    for (const Authorization of [UNKNOWN, "Basic YTpi"]) {
      expect(await ask(ofMembers, path, { Authorization }, slug)).toEqual(anonymous);
      expect(await ask(ofMembers, path, { Authorization, Cookie }, slug)).toMatchObject({ code: "ok" });
    }
  });
});
