// What the browser gets when a provider sends it back: the page to go on to, and the cookies.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startConfirmation, startLink, startSignIn } from "@/lib/auth/oauth/start-flow";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { actorOf, anonymous, callerOf, createPerson } from "@/tests/factories/callers";
import { answerToClient } from "@/tests/factories/browser-request";
import { configureGoogle, gmail, google, returning, startGoogle, type Callback } from "@/tests/factories/google";
import { forgetCounts } from "@/tests/factories/limits";
import { oauthCallbackRoute } from "./oauth-callback-route";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(() => {
  forgetCounts();
  configureGoogle({});
});

interface Visit {
  /** Overrides parameters that the provider sent; undefined leaves one out. */
  query?: Record<string, string | undefined>;
  flow?: string | null;
  session?: string;
  host?: string;
}

async function open({ caller, input }: Callback, { query = {}, flow, session, host }: Visit = {}) {
  const { provider, ...sent } = input;
  const parameters = Object.entries({ ...sent, ...query }).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const kept = flow === undefined ? caller.request.oauthFlow : flow;
  const cookies = [...(kept ? [`oauth_flow=${kept}`] : []), ...(session ? [`session_id=${session}`] : [])];
  const headers = { Cookie: cookies.join("; "), ...(host && { Host: host }) };
  const path = `/api/auth/oauth/google/callback?${new URLSearchParams(parameters).toString()}`;
  const answer = await answerToClient(oauthCallbackRoute, { path, headers, params: { provider } });
  const page = await answer.response.text();
  return {
    page: /url=([^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&"),
    flow: answer.cookies.oauthFlow,
    session: answer.cookies.session,
  };
}

const begin = (caller = anonymous()) => returning({ email: gmail() }, { caller });

describe("the end of a sign-in at a provider", () => {
  it("clears the flow cookie, and the same callback does not work again", async () => {
    const callback = await begin();
    const { page, flow, session } = await open(callback);
    expect(page).toMatch(/^\/org\//);
    expect([flow, session]).toEqual([expect.stringMatching(/^cleared/), expect.stringMatching(/^set/)]);
    expect(await open(callback, { flow: null })).toEqual({ page: "/login?error=oauth_invalid_state" });
  });

  it.each([
    ["the user cancels", { error: "access_denied" }, "oauth_cancelled"],
    ["the provider is down", { error: "server_error" }, "oauth_unavailable"],
    ["the provider is overloaded", { error: "temporarily_unavailable" }, "oauth_unavailable"],
    ["the provider refuses", { error: "invalid_scope" }, "oauth_failed"],
    ["the code is missing", { code: undefined }, "oauth_missing_code"],
    ["the code is wrong", { code: "nonsense" }, "oauth_failed"],
    ["the code is too long", { code: "x".repeat(5_000) }, "oauth_failed"],
  ])("clears the flow cookie and says why if %s", async (_what, query, error) => {
    const { page, flow, session } = await open(await begin(), { query });
    expect([page, session]).toEqual([`/login?error=${error}`, undefined]);
    expect(flow).toMatch(/^cleared/);
  });

  it("keeps the cookie for another tab, whose sign-in then ends as well", async () => {
    const first = await begin();
    const second = await begin(first.caller);
    const both = second.caller.request.oauthFlow ?? "";
    const [secret = "", one = "", two = ""] = both.split(".");
    const ended = await open(first, { flow: both });
    expect(ended.flow).toMatch(/^set/);
    const left = await open(first, { flow: `${secret}.${two}` });
    expect(left).toEqual({ page: "/login?error=oauth_invalid_state" });
    expect((await open(second, { flow: `${secret}.${two}` })).flow).toMatch(/^cleared/);
    expect(one).not.toBe(two);
  });
});

describe("a callback that is not of this browser", () => {
  it.each([
    ["signs no one in", {}],
    ["cancels nothing", { error: "access_denied" }],
  ])("%s, and leaves the flow cookie as it is", async (_what, query) => {
    const [callback, other] = [await begin(), await begin()];
    const foreign = await open(callback, { query, flow: other.caller.request.oauthFlow });
    expect(foreign).toEqual({ page: "/login?error=oauth_invalid_state" });
    expect((await open(callback)).session).toMatch(/^set/);
  });

  it("is one on another host that the app trusts", async () => {
    const host = "second.example.test";
    configureGoogle({ TRUSTED_HOSTS: JSON.stringify([new URL(env().APP_URL).host, host]) });
    const callback = await begin();
    expect(await open(callback, { host })).toEqual({ page: "/login?error=oauth_invalid_state" });
    expect((await open(callback, { host: new URL(env().APP_URL).host })).session).toMatch(/^set/);
    Reflect.deleteProperty(process.env, "TRUSTED_HOSTS");
  });

  it("leads a signed-in user to their connections", async () => {
    const { session } = await createPerson();
    const visit = { flow: null, session: session.token };
    expect((await open(await begin(), visit)).page).toBe("/account/connections?error=oauth_invalid_state");
  });
});

describe("a refusal", () => {
  const NEXT = "/org/acme/members?search=a&role=member";
  const unverified = () => ({ email: gmail(), email_verified: false });

  async function someone() {
    const { session, user } = await createPerson();
    const caller = async () => callerOf(await actorOf(session.token));
    const signOut = () =>
      inSystemTransaction((db) => db.session.update({ where: { id: session.id }, data: { endedAt: new Date() } }));
    return { user, caller, signOut, session: session.token };
  }

  async function pageOf(callback: Callback, visit?: Visit) {
    const { pathname, searchParams } = new URL((await open(callback, visit)).page ?? "", env().APP_URL);
    return [pathname, Object.fromEntries(searchParams)];
  }

  it("keeps the page to go on to, if it is one of this site", async () => {
    const error = "oauth_email_unverified";
    expect(await pageOf(await returning(unverified(), { next: NEXT }))).toEqual(["/login", { error, next: NEXT }]);
    for (const next of ["//evil.example/", "https://evil.example/", "/\\evil.example"]) {
      expect(await pageOf(await returning(unverified(), { next }))).toEqual(["/login", { error }]);
    }
  });

  it("leads a signed-in user to their connections, whatever they set out to do, and keeps the page", async () => {
    const { caller, session } = await someone();
    const error = "oauth_email_unverified";
    for (const start of [startSignIn, startLink]) {
      const callback = await returning(unverified(), { caller: await caller(), start, next: NEXT });
      expect(await pageOf(callback, { session })).toEqual(["/account/connections", { error, next: NEXT }]);
    }
    const confirming = await returning(unverified(), { caller: await caller(), start: startConfirmation, next: NEXT });
    const other = { error: "oauth_other_account", next: NEXT };
    expect(await pageOf(confirming, { session })).toEqual(["/account/connections", other]);
  });

  it.each([
    ["link", startLink],
    ["confirm", startConfirmation],
  ])("leads a user who was signed out meanwhile to the sign-in page, and back from there (%s)", async (_what, start) => {
    const { caller, session, signOut } = await someone();
    const started = async (next?: string) =>
      returning({ email: gmail() }, { caller: await caller(), start, ...(next && { next }) });
    const [plain, withNext, canceled] = [await started(), await started(NEXT), await started(NEXT)];
    await signOut();
    const error = "unauthorized";
    expect(await pageOf(plain, { session })).toEqual(["/login", { error, next: "/account/connections" }]);
    expect(await pageOf(withNext)).toEqual(["/login", { error, next: NEXT }]);
    const cancel = { session, query: { error: "access_denied" } };
    expect(await pageOf(canceled, cancel)).toEqual(["/login", { error: "oauth_cancelled", next: NEXT }]);
  });

  it("tells another user who is signed in meanwhile nothing about the first one's page", async () => {
    const [first, second] = [await someone(), await someone()];
    const callback = await returning({ email: gmail() }, { caller: await first.caller(), start: startLink, next: NEXT });
    const error = "oauth_invalid_state";
    expect(await pageOf(callback, { session: second.session })).toEqual(["/account/connections", { error }]);
  });
});
