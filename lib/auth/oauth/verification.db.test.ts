// Every lie and every failure of a provider, over HTTP, against the code that verifies its answers.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { SignJWT } from "jose";
import { setTimeout as sleep } from "node:timers/promises";
import { CLOCK_SKEW_SECONDS } from "@/lib/crypto/jwt";
import { deriveKey } from "@/lib/crypto/keys";
import { inSystemTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import type { Failure, Lie } from "@/scripts/fake-google/lies";
import { actorOf, anonymous, callerOf, createPerson } from "@/tests/factories/callers";
import { configureGoogle, gmail, google, returning, startGoogle, type Callback } from "@/tests/factories/google";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { outcomeOf } from "@/tests/factories/outcome";
import { signInWithProvider } from "./sign-in-with-provider";
import { startLink, startSignIn } from "./start-flow";
import { readState } from "./state";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(() => {
  forgetCounts();
  configureGoogle({});
});
afterEach(() => {
  google.lie = null;
  google.failing = {};
});

const finish = ({ caller, input }: Callback) => outcomeOf(signInWithProvider(caller, input));
const begin = async (email = gmail()) => ({ email, callback: await returning({ email }) });

async function traces(email: string) {
  return inSystemTransaction(async (db) => ({
    users: await db.user.count({ where: { email } }),
    identities: await db.identity.count({ where: { email } }),
  }));
}
const NOTHING = { users: 0, identities: 0 };

describe("an ID token", () => {
  it.each<Lie>([
    "another key",
    "an unknown key",
    "no algorithm",
    "the public key as a secret",
    "another issuer",
    "another audience",
    "several audiences",
    "another authorized party",
    "another nonce",
    "no nonce",
    "no address",
    "an invalid address",
    "expired",
    "no expiry",
    "from long ago",
    "from the future",
    "no subject",
    "an unverified address as text",
    "a time of sign-in before all time",
    "not a token",
  ])("with %s signs no one in, and the same state does not work again", async (lie) => {
    const { email, callback } = await begin();
    google.lie = lie;
    expect(await finish(callback)).toBe("OAUTH_FAILED");
    google.lie = null;
    expect(await finish(callback)).toBe("OAUTH_INVALID_STATE");
    expect(await traces(email)).toEqual(NOTHING);
  });

  it("links no account if it lies", async () => {
    const { user } = await createPerson({ email: gmail() });
    google.lie = "another key";
    expect(await finish((await begin(user.email)).callback)).toBe("OAUTH_FAILED");
    expect(await traces(user.email)).toEqual({ users: 1, identities: 0 });
  });

  it("is verified with the new key after the provider rotated its keys", async () => {
    const account = { email: gmail() };
    expect(await finish(await returning(account))).toBe("ok");
    await sleep(1_100);
    await google.rotateKeys();
    const before = google.asked.keys;
    expect(await finish(await returning(account))).toBe("ok");
    expect(google.asked.keys - before).toBe(1);
  });

  it("causes at most one fetch of the keys per second if it is signed with an unknown key", async () => {
    expect(await finish((await begin()).callback)).toBe("ok");
    await sleep(1_100);
    const callbacks = await Promise.all(Array.from({ length: 10 }, () => begin()));
    google.lie = "an unknown key";
    const before = google.asked.keys;
    await Promise.all(callbacks.map(({ callback }) => finish(callback)));
    expect(google.asked.keys - before).toBeLessThanOrEqual(2);
  });

  it("tells the log nothing about the user, whether it is refused or accepted", async () => {
    const account = { email: gmail("logged"), sub: "subject-1234567890", name: "Logged Name" };
    const lines: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    configureGoogle({ LOG_LEVEL: "debug" });
    for (const lie of ["another audience", "expired", "no nonce", null] as const) {
      google.lie = lie;
      await finish(await returning(account));
    }
    configureGoogle({ LOG_LEVEL: "silent" });
    write.mockRestore();
    expect(lines.join("")).toContain("OAUTH_FAILED");
    for (const secret of [account.email, account.sub, account.name]) expect(lines.join("")).not.toContain(secret);
  });
});

describe("a provider", () => {
  const FAILURES: Failure[] = ["down", "failing", "garbage", "huge", "redirecting"];

  it.each(FAILURES)("starts no sign-in if its metadata is %s, and is asked again at the next start", async (failure) => {
    google.failing = { metadata: failure };
    expect(await outcomeOf(startSignIn(anonymous(), { provider: "google" }))).toBe("OAUTH_UNAVAILABLE");
    google.failing = {};
    expect(await outcomeOf(startSignIn(anonymous(), { provider: "google" }))).toBe("ok");
  });

  it.each(FAILURES)("signs no one in if its keys are %s, and recovers", async (failure) => {
    const { email, callback } = await begin();
    google.failing = { keys: failure };
    expect(await finish(callback)).toBe("OAUTH_UNAVAILABLE");
    expect(await traces(email)).toEqual(NOTHING);
    google.failing = {};
    expect(await finish((await begin(email)).callback)).toBe("ok");
  });

  it.each(FAILURES)("signs no one in if its token endpoint is %s", async (failure) => {
    const { email, callback } = await begin();
    google.failing = { token: failure };
    expect(await finish(callback)).toBe("OAUTH_UNAVAILABLE");
    expect(await traces(email)).toEqual(NOTHING);
  });

  it.each(["keys", "token"] as const)(
    "is given up after five seconds if its %s endpoint is slow",
    async (endpoint) => {
      const { callback } = await begin();
      google.failing = { [endpoint]: "slow" };
      const startedAt = performance.now();
      expect(await finish(callback)).toBe("OAUTH_UNAVAILABLE");
      expect(performance.now() - startedAt).toBeLessThan(15_000);
    },
    20_000,
  );

  it("is asked for its metadata once, however many sign-ins start", async () => {
    const before = google.asked.metadata;
    await Promise.all(Array.from({ length: 20 }, () => startSignIn(anonymous(), { provider: "google" })));
    expect(google.asked.metadata - before).toBe(1);
  });

  it("is refused if it is not configured, or unknown", async () => {
    expect(await outcomeOf(startSignIn(anonymous(), { provider: "github" }))).toBe("NOT_FOUND");
    configureGoogle({ GOOGLE_CLIENT_ID: "", GOOGLE_CLIENT_SECRET: "" });
    expect(await outcomeOf(startSignIn(anonymous(), { provider: "google" }))).toBe("FEATURE_DISABLED");
  });
});

describe("a callback", () => {
  it("works once, also if it arrives twice at once", async () => {
    const { callback } = await begin();
    const outcomes = await Promise.all([finish(callback), finish(callback)]);
    expect(outcomes.sort()).toEqual(["OAUTH_INVALID_STATE", "ok"]);
    expect(await finish(callback)).toBe("OAUTH_INVALID_STATE");
  });

  it("asks the provider for nothing in another browser, or in one without the cookie", async () => {
    const { callback } = await begin();
    const { callback: other } = await begin();
    const before = google.asked.token;
    for (const oauthFlow of [null, other.caller.request.oauthFlow, ""]) {
      const caller = { ...callback.caller, request: { ...callback.caller.request, oauthFlow } };
      expect(await finish({ ...callback, caller })).toBe("OAUTH_INVALID_STATE");
    }
    expect(google.asked.token).toBe(before);
    expect(await finish(callback)).toBe("ok");
  });

  it("signs no one in with the code of another flow", async () => {
    const [{ callback: mine }, { callback: theirs }] = [await begin(), await begin()];
    expect(await finish({ ...mine, input: { ...mine.input, code: theirs.input.code } })).toBe("OAUTH_FAILED");
  });

  it("signs no one in with a used code", async () => {
    const { callback } = await begin();
    const { callback: next } = await begin();
    expect(await finish(callback)).toBe("ok");
    expect(await finish({ ...next, input: { ...next.input, code: callback.input.code } })).toBe("OAUTH_FAILED");
  });

  it("is refused before the code is used if it is of another issuer, or of none although this one names itself", async () => {
    const { callback } = await begin();
    const before = google.asked.token;
    const { iss: _named, ...unnamed } = callback.input;
    for (const input of [{ ...unnamed, iss: "https://issuer.invalid" }, unnamed]) {
      expect(await outcomeOf(signInWithProvider(callback.caller, input))).toBe("OAUTH_FAILED");
    }
    expect(google.asked.token).toBe(before);
  });

  it("is remembered as used for as long as it could be verified", async () => {
    const { callback } = await begin();
    const { jti: id, exp } = (await readState(callback.input.state, callback.caller.request.oauthFlow)) ?? {
      jti: "",
      exp: 0,
    };
    expect(await finish(callback)).toBe("ok");
    const { expiresAt } = await inSystemTransaction((db) => db.usedOauthState.findUniqueOrThrow({ where: { id } }));
    expect(expiresAt).toEqual(new Date((exp + CLOCK_SKEW_SECONDS) * 1000));
  });

  it("accepts a state signed with the previous key, and none that is forged, changed or for another purpose", async () => {
    const { callback } = await begin();
    const [header, payload, signature] = callback.input.state.split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const signed = (
      changes: object,
      secret = env().JWT_SECRET_KEY,
      purpose: "oauth-state" | "device-cookie" = "oauth-state",
    ) =>
      new SignJWT({ ...claims, ...changes })
        .setProtectedHeader(JSON.parse(Buffer.from(header, "base64url").toString()) as { alg: string })
        .sign(deriveKey(secret, purpose));
    // What the forgeries below change is otherwise accepted.
    const intact = await readState(await signed({}), callback.caller.request.oauthFlow);
    expect(intact).toMatchObject({ jti: claims.jti, provider: "google", purpose: "sign-in" });
    const changed = Buffer.from(JSON.stringify({ ...claims, exp: Number(claims.exp) + 600 })).toString("base64url");
    const forged = [
      "",
      "nonsense",
      [header, changed, signature].join("."),
      [Buffer.from('{"alg":"none"}').toString("base64url"), payload, ""].join("."),
      await signed({}, "another secret that is long enough"),
      await signed({}, env().JWT_SECRET_KEY, "device-cookie"),
      await signed({ exp: Math.floor(Date.now() / 1000) - 61 }),
      await signed({ aud: `${env().APP_URL}/api/v1` }),
      await signed({ purpose: "link" }),
      await signed({ provider: "github" }),
      await signed({ jti: crypto.randomUUID() }),
      await signed({ sealed: "" }),
      await signed({ sealed: "AAAA".repeat(20) }),
    ];
    for (const state of forged) {
      expect(await finish({ ...callback, input: { ...callback.input, state } })).toBe("OAUTH_INVALID_STATE");
    }
    const old = env().JWT_SECRET_KEY;
    configureGoogle({ JWT_SECRET_KEY: "n-0123456789-0123456789-0123456789", JWT_SECRET_KEY_PREVIOUS: old });
    const rotated = await finish(callback);
    configureGoogle({ JWT_SECRET_KEY: old, JWT_SECRET_KEY_PREVIOUS: "" });
    expect(rotated).toBe("ok");
  });

  it("is limited per IP address if it has a valid state, before the provider is asked", async () => {
    stopWindows();
    const caller = anonymous();
    const callbacks = await Promise.all(Array.from({ length: 65 }, () => returning({ email: gmail() }, { caller })));
    const before = google.asked.token;
    const outcomes = await Promise.all(
      callbacks.map(({ input, ...each }) => finish({ ...each, input: { ...input, code: "nonsense" } })),
    );
    expect(outcomes.filter((code) => code === "OAUTH_FAILED")).toHaveLength(60);
    expect(outcomes.filter((code) => code === "RATE_LIMITED")).toHaveLength(5);
    expect(google.asked.token - before).toBe(60);
  });

  it("uses up no limit of the others at its IP address if it has no valid state", async () => {
    const { callback } = await begin();
    const { caller, input } = callback;
    const without = { ...caller, request: { ...caller.request, oauthFlow: null } };
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        outcomeOf(
          index % 2 ? signInWithProvider(without, input) : signInWithProvider(caller, { ...input, state: "nonsense" }),
        ),
      ),
    );
    expect(new Set(outcomes)).toEqual(new Set(["OAUTH_INVALID_STATE"]));
    expect(await finish(callback)).toBe("ok");
  });

  it("carries a state that tells the provider neither who started nor where they go on", async () => {
    const { user, session } = await createPerson();
    const next = "/org/acme/members?search=secret-name";
    const caller = callerOf(await actorOf(session.token));
    const { input } = await returning({ email: gmail() }, { caller, start: startLink, next });
    const told = Buffer.from(input.state.split(".")[1] ?? "", "base64url").toString();
    const claims = ["aud", "exp", "iat", "iss", "jti", "provider", "purpose", "sealed"];
    expect(Object.keys(JSON.parse(told) as object).sort()).toEqual(claims);
    for (const secret of [user.id, "acme", "secret-name"]) expect(told).not.toContain(secret);
  });
});
