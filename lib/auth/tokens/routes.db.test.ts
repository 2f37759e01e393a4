import { beforeEach, describe, expect, it } from "vitest";
import { POST as login } from "@/app/api/v1/auth/login/route";
import { POST as logout } from "@/app/api/v1/auth/logout/route";
import { POST as refresh } from "@/app/api/v1/auth/refresh/route";
import { POST as register } from "@/app/api/v1/auth/register/route";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { Handle } from "@/lib/web/adapters/route-contract";
import { changesByRoute, type SentCookies } from "@/tests/factories/browser-request";
import { anonymous, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { passwordVersionOf } from "@/tests/factories/passwords";
import { isFamilyLive } from "@/tests/factories/tokens";
import { generateToken } from "@/lib/crypto/random";
import { rememberDevice } from "../passwords/known-device";
import { verifyAccessToken } from "./access-token";

type Body = Record<string, unknown>;

/** Sends a request and returns its status, its body, and the changes to the browser's cookies. */
async function send(route: Handle, body: Body, cookies: SentCookies = {}) {
  const answers: { status: number; body: Body | null }[] = [];
  const handle: Handle = async (request, context) => {
    const response = await route(request, context);
    const text = await response.clone().text();
    answers.push({ status: response.status, body: text === "" ? null : (JSON.parse(text) as Body) });
    return response;
  };
  const changes = await changesByRoute(handle, cookies, { body });
  return { ...answers[0], changes };
}

async function allCookies() {
  const { user, session } = await createPerson();
  const passwordVersion = await passwordVersionOf(user.id);
  const device = rememberDevice({ email: user.email, passwordVersion }, null);
  return { user, session, cookies: { session: session.token, device, signUpFlow: generateToken() } };
}

beforeEach(forgetCounts);

describe("the routes of API clients", () => {
  it("sign in, refresh and sign out, without a change of any cookie", async () => {
    const { user, session, cookies } = await allCookies();
    const signedIn = await send(login, { email: user.email, password: PASSWORD }, cookies);
    expect(signedIn).toEqual({
      status: 200,
      changes: {},
      body: {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        token_type: "bearer",
        expires_in: 1_800,
        user: { id: user.id, email: user.email, name: user.name },
      },
    });
    const refreshed = await send(refresh, { refresh_token: signedIn.body?.refresh_token }, cookies);
    expect(refreshed).toMatchObject({ status: 200, changes: {} });
    expect(Object.keys(refreshed.body ?? {}).sort()).toEqual(["access_token", "expires_in", "refresh_token", "token_type"]);
    const claims = await verifyAccessToken(refreshed.body?.access_token as string);
    const signedOut = await send(logout, { refresh_token: refreshed.body?.refresh_token }, cookies);
    expect(signedOut).toEqual({ status: 204, body: null, changes: {} });
    expect(await isFamilyLive(claims?.sid ?? "")).toBe(false);
    const { endedAt } = await inSystemTransaction((db) => db.session.findUniqueOrThrow({ where: { id: session.id } }));
    expect(endedAt).toBeNull();
  });

  it("answer refusals with their status, without a change of any cookie", async () => {
    const { user, cookies } = await allCookies();
    const unknown = { refresh_token: generateToken() };
    expect(await send(refresh, unknown, cookies)).toMatchObject({
      status: 401,
      changes: {},
      body: { code: "INVALID_TOKEN" },
    });
    expect(await send(logout, unknown, cookies)).toMatchObject({ status: 204, changes: {} });
    const wrong = await send(login, { email: user.email, password: "not the password" }, cookies);
    expect(wrong).toMatchObject({ status: 401, changes: {}, body: { code: "INVALID_CREDENTIALS" } });
    const foreign = await send(login, { email: user.email, password: PASSWORD, organization: "elsewhere" }, cookies);
    expect(foreign).toMatchObject({ status: 404, changes: {}, body: { code: "NOT_FOUND" } });
  });

  it("count a client as an unknown browser, whatever its device cookie says", async () => {
    const { user, cookies } = await allCookies();
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const { status } = await send(login, { email: user.email, password: "not the password" }, {});
      codes.push(status);
    }
    expect(codes).toEqual([401, 401, 401, 401, 401, 429]);
    expect(await send(login, { email: user.email, password: PASSWORD }, cookies)).toMatchObject({ status: 429 });
  });

  it("register an account whose verification needs the password, even in the browser that has a flow cookie", async () => {
    const { cookies } = await allCookies();
    const email = uniqueEmail();
    const registered = await send(register, { email, password: PASSWORD, name: "Ada" }, cookies);
    expect(registered).toEqual({ status: 202, changes: {}, body: { status: "verification_required" } });
    const token = await mailedToken(email);
    const inThatBrowser = anonymous({ signUpFlow: cookies.signUpFlow });
    expect(await outcomeOf(verifyEmail(inThatBrowser, { token }))).toBe("PASSWORD_REQUIRED");
    expect(await outcomeOf(verifyEmail(anonymous(), { token, password: PASSWORD }))).toBe("ok");
    expect(await send(login, { email, password: PASSWORD })).toMatchObject({ status: 200 });
  });
});
