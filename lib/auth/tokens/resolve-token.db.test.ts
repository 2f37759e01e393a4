import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { DELETE as endOthersRoute, GET as sessionsRoute } from "@/app/api/auth/sessions/route";
import { GET as me } from "@/app/api/v1/me/route";
import { GET as membersRoute } from "@/app/api/v1/organizations/[org]/members/route";
import { GET as organizationRoute, PATCH as updateRoute } from "@/app/api/v1/organizations/[org]/route";
import { endOtherSessions } from "@/lib/auth/sessions/end-other-sessions";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { createState, readState } from "@/lib/auth/oauth/state";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { getOrganization } from "@/lib/organizations/get-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { listMyOrganizations } from "@/lib/organizations/list-my-organizations";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { deleteAccount } from "@/lib/users/delete-account";
import { cookieName } from "@/lib/web/cookies/cookie-policy";
import type { Handle } from "@/lib/web/adapters/route-contract";
import { answerToClient } from "@/tests/factories/browser-request";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { forgetCounts } from "@/tests/factories/limits";
import { outcomeOf } from "@/tests/factories/outcome";
import { statementsOf } from "@/tests/factories/statements";
import { ageFamily, createClient, createMemberClient, signInClient } from "@/tests/factories/tokens";
import { signAccessToken } from "./access-token";
import { refreshTokens } from "./refresh-tokens";
import { resolveToken } from "./resolve-token";
import { revokeTokens } from "./revoke-tokens";

type Client = Awaited<ReturnType<typeof createMemberClient>>;

const setRole = (id: string, role: "readonly" | "org_admin") =>
  inSystemTransaction((db) => db.membership.update({ where: { id }, data: { role }, select: { id: true } }));
const suspendOrganization = (id: string, suspendedAt: Date | null) =>
  inSystemTransaction((db) => db.organization.update({ where: { id }, data: { suspendedAt }, select: { id: true } }));

async function ask(handler: Handle, bearer: string, org?: string) {
  const path = org === undefined ? "/api/v1/me" : `/api/v1/organizations/${org}`;
  const headers = { Authorization: `Bearer ${bearer}` };
  const { response, cookies } = await answerToClient(handler, { path, headers, params: org === undefined ? {} : { org } });
  expect(cookies).toEqual({});
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function callerWith(token: string, slug: string | null = null) {
  const actor = await resolveToken(token, slug);
  if (!actor) throw new Error("the token is not valid");
  return callerOf(actor);
}

beforeEach(forgetCounts);

describe("an access token", () => {
  it("acts as its user in its organization", async () => {
    const { user, organization, membership, tokens } = await createMemberClient();
    expect(await resolveToken(tokens.access_token, organization.slug)).toEqual({
      kind: "member",
      user: { ...user, isSystemAdmin: false },
      credential: { kind: "token", id: tokens.familyId, createdAt: expect.any(Date), expiresAt: expect.any(Date) },
      organization: { id: organization.id, slug: organization.slug, name: expect.any(String), suspended: false },
      role: "member",
    });
    expect(await resolveToken(tokens.access_token, null)).toMatchObject({ kind: "user", user: { id: user.id } });
    const { lastSeenAt } = await inSystemTransaction((db) =>
      db.membership.findUniqueOrThrow({ where: { id: membership.id } }),
    );
    expect(lastSeenAt).not.toBeNull();
  });

  it("writes, and the audit entry names its family", async () => {
    const { user, organization, membership, tokens } = await createMemberClient();
    await setRole(membership.id, "org_admin");
    const caller = await callerWith(tokens.access_token, organization.slug);
    await updateOrganization(caller, { name: "By a client" });
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { requestId: caller.request.requestId } }),
    );
    expect(entries).toMatchObject([
      {
        action: "organizations.update",
        userId: user.id,
        tokenFamilyId: tokens.familyId,
        sessionId: null,
        organizationId: organization.id,
      },
    ]);
  });

  it("is for its organization only: any other slug is NOT_FOUND, even of another organization of its user", async () => {
    const { organization, ownOrganization, tokens } = await createMemberClient();
    const { organization: foreign } = await createPerson();
    expect(await ask(organizationRoute, tokens.access_token, organization.slug)).toMatchObject({ status: 200 });
    for (const slug of [ownOrganization.slug, foreign.slug, "no-such-place"]) {
      for (const route of [organizationRoute, membersRoute, updateRoute]) {
        expect(await ask(route, tokens.access_token, slug), slug).toMatchObject({
          status: 404,
          body: { code: "NOT_FOUND" },
        });
      }
    }
  });

  it("does not act in any organization if it is for none", async () => {
    const { user, organization } = await createPerson();
    await suspendOrganization(organization.id, new Date());
    const tokens = await signInClient(user.email);
    await suspendOrganization(organization.id, null);
    expect(await ask(organizationRoute, tokens.access_token, organization.slug)).toMatchObject({ status: 404 });
    expect(await ask(me, tokens.access_token)).toMatchObject({ status: 200, body: { organization: null, role: null } });
  });

  it("has the role of the membership, whatever its claim says", async () => {
    const { organization, membership, tokens } = await createMemberClient();
    const rename = async () =>
      outcomeOf(updateOrganization(await callerWith(tokens.access_token, organization.slug), { name: "By a client" }));
    expect(await rename()).toBe("ACCESS_DENIED");
    await setRole(membership.id, "org_admin");
    expect(await rename()).toBe("ok");
    await setRole(membership.id, "readonly");
    expect(await rename()).toBe("ACCESS_DENIED");
    const reader = await callerWith(tokens.access_token, organization.slug);
    expect(reader.actor).toMatchObject({ role: "readonly" });
    expect(await outcomeOf(getOrganization(reader, {}))).toBe("ok");
  });

  it("is accepted where its kind is, and not for the account, even by the routes below /api/auth", async () => {
    const { user, tokens } = await createClient();
    const caller = await callerWith(tokens.access_token);
    expect((await listMyOrganizations(caller, {})).items).toHaveLength(1);
    expect(await outcomeOf(endOtherSessions(caller, {}))).toBe("ACCESS_DENIED");
    const change = { current_password: PASSWORD, new_password: "another long enough secret" };
    expect(await outcomeOf(changePassword(caller, change))).toBe("ACCESS_DENIED");
    for (const route of [sessionsRoute, endOthersRoute]) {
      const headers = { Authorization: `Bearer ${tokens.access_token}` };
      const { response } = await answerToClient(route, { path: "/api/auth/sessions", headers });
      expect(response.status).toBe(401);
    }
    expect(await inSystemTransaction((db) => db.session.count({ where: { userId: user.id, endedAt: null } }))).toBe(1);
  });
});

const ENDS: Record<string, (client: Client) => Promise<unknown>> = {
  "its family was signed out": ({ tokens }) => revokeTokens(anonymous(), { refresh_token: tokens.refresh_token }),
  "its family has expired": ({ tokens }) => ageFamily(tokens.familyId, 30),
  "its user is suspended": ({ user }) =>
    inSystemTransaction((db) =>
      db.user.update({ where: { id: user.id }, data: { suspendedAt: new Date() }, select: { id: true } }),
    ),
  "its user deleted their account": async ({ session, user }) =>
    deleteAccount(callerOf(await actorOf(session.token)), { confirm: user.email, current_password: PASSWORD }),
  "its user is no longer a member": ({ membership }) =>
    inSystemTransaction((db) => db.membership.delete({ where: { id: membership.id }, select: { id: true } })),
  "its user left and joined again": ({ membership, user, organization }) =>
    inSystemTransaction(async (db) => {
      await db.membership.delete({ where: { id: membership.id }, select: { id: true } });
      await db.membership.create({ data: { organizationId: organization.id, userId: user.id, role: "member" } });
    }),
};

describe("an invalid access token", () => {
  it.each(Object.keys(ENDS))("is refused at once, everywhere, if %s", async (what) => {
    const [client, other] = [await createMemberClient(), await createMemberClient()];
    const { tokens, organization } = client;
    const early = await callerWith(tokens.access_token, organization.slug);
    await ENDS[what]!(client);
    for (const answer of [
      await ask(me, tokens.access_token),
      await ask(organizationRoute, tokens.access_token, organization.slug),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code: "INVALID_TOKEN" } });
    }
    // A write that began before the end finds out under the lock.
    expect(await outcomeOf(leaveOrganization(early, {}))).toMatch(/^(UNAUTHORIZED|NOT_FOUND)$/);
    expect(await ask(me, other.tokens.access_token)).toMatchObject({ status: 200 });
  });

  it("is refused if it was issued for another user, organization or family than it names", async () => {
    const { user, organization, ownOrganization, tokens } = await createMemberClient();
    const { user: stranger } = await createPerson();
    const subject = {
      sub: user.id,
      email: user.email,
      org_id: organization.id,
      role: "member",
      sid: tokens.familyId,
    } as const;
    expect(await resolveToken(await signAccessToken(subject), null)).not.toBeNull();
    for (const change of [
      { sub: stranger.id },
      { org_id: ownOrganization.id },
      { org_id: null, role: null },
      { sid: randomUUID() },
    ]) {
      expect(await ask(me, await signAccessToken({ ...subject, ...change })), JSON.stringify(change)).toMatchObject({
        status: 401,
        body: { code: "INVALID_TOKEN" },
      });
    }
  });

  it("is refused if it is a refresh token, a session token, or another JWT of the app", async () => {
    const { session, tokens } = await createClient();
    const given = { provider: "google", purpose: "sign-in", next: null, userId: null } as const;
    const { state, cookie } = await createState(null, given);
    expect(await readState(state, cookie)).toMatchObject(given);
    for (const bearer of [tokens.refresh_token, session.token, state, "x"]) {
      expect(await ask(me, bearer)).toMatchObject({ status: 401, body: { code: "INVALID_TOKEN" } });
    }
    expect(await outcomeOf(refreshTokens(anonymous(), { refresh_token: session.token }))).toBe("INVALID_TOKEN");
    expect(await readState(tokens.access_token, cookie)).toBeNull();
    for (const token of [tokens.access_token, tokens.refresh_token]) expect(await resolveSession(token, null)).toBeNull();
  });
});

describe("the suspension of the organization", () => {
  it("refuses its tokens everywhere with ORGANIZATION_SUSPENDED, until it is resumed", async () => {
    const { organization, ownOrganization, tokens } = await createMemberClient();
    await suspendOrganization(organization.id, new Date());
    const answers = [
      await ask(me, tokens.access_token),
      await ask(organizationRoute, tokens.access_token, organization.slug),
      await ask(organizationRoute, tokens.access_token, ownOrganization.slug),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 403, body: { code: "ORGANIZATION_SUSPENDED" } });
    await suspendOrganization(organization.id, null);
    expect(await ask(me, tokens.access_token)).toMatchObject({ status: 200 });
  });
});

describe("GET /api/v1/me", () => {
  it("returns the user, and the organization and current role of the token", async () => {
    const { user, organization, membership, tokens } = await createMemberClient();
    await setRole(membership.id, "readonly");
    const { name } = await inSystemTransaction((db) =>
      db.organization.findUniqueOrThrow({ where: { id: organization.id }, select: { name: true } }),
    );
    expect(await ask(me, tokens.access_token)).toEqual({
      status: 200,
      body: { user, organization: { id: organization.id, slug: organization.slug, name }, role: "readonly" },
    });
  });

  it("returns only the user for a session, and nothing without a credential or with two", async () => {
    const { user, session, tokens } = await createClient();
    const Cookie = `${cookieName(env(), "session")}=${session.token}`;
    const Authorization = `Bearer ${tokens.access_token}`;
    const answer = async (headers: Record<string, string>) => {
      const { response } = await answerToClient(me, { path: "/api/v1/me", headers });
      return { status: response.status, body: (await response.json()) as object };
    };
    expect(await answer({ Cookie })).toEqual({ status: 200, body: { user, organization: null, role: null } });
    expect(await answer({})).toMatchObject({ status: 401, body: { code: "UNAUTHORIZED" } });
    expect(await answer({ Cookie, Authorization })).toMatchObject({ status: 400, body: { code: "MALFORMED_REQUEST" } });
  });
});

describe("the check of an access token", () => {
  it("takes one statement, and none for a token that the app did not sign", async () => {
    const { organization, tokens } = await createMemberClient();
    // The first use also records when the member was last seen.
    await resolveToken(tokens.access_token, organization.slug);
    for (const slug of [organization.slug, null, "elsewhere"]) {
      const statements = await statementsOf(() => resolveToken(tokens.access_token, slug));
      expect(statements).toEqual([expect.stringContaining("live_token_families")]);
    }
    const forged = `${tokens.access_token.split(".").slice(0, 2).join(".")}.${"A".repeat(43)}`;
    expect(await statementsOf(() => resolveToken(forged, organization.slug))).toEqual([]);
  });
});
