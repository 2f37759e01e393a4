import { beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { uniqueAddress } from "@/tests/factories/addresses";
import { passwordVersionOf, storeOldHash } from "@/tests/factories/passwords";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { rememberDevice } from "../passwords/known-device";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "./sign-in";
import { countAttempt, STRANGER, throttleKey } from "../passwords/throttle";

const WRONG = "not the password at all";

const attempt = (email: string, password: string, overrides = {}) => signIn(anonymous(overrides), { email, password });

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "ok";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("sign-in", () => {
  it("returns a session that resolves to the user", async () => {
    const { user, organization } = await createPerson();
    const { session, organizations } = await attempt(user.email, PASSWORD);
    expect(organizations).toMatchObject([{ id: organization.id, role: "org_admin" }]);
    expect(await resolveSession(session.token, null)).toMatchObject({ kind: "user", user: { id: user.id } });
  });

  it("accepts every spelling that normalizes to the account's email address", async () => {
    const { user } = await createPerson();
    await attempt(`  ${user.email.toUpperCase()} `, PASSWORD);
  });

  it("refuses an unknown address, a wrong password and a suspended user alike", async () => {
    const { user } = await createPerson();
    const { user: suspended } = await createPerson();
    await inSystemTransaction((db) => db.user.update({ where: { id: suspended.id }, data: { suspendedAt: new Date() } }));
    expect(await codeOf(attempt(uniqueEmail(), PASSWORD))).toBe("INVALID_CREDENTIALS");
    expect(await codeOf(attempt(user.email, WRONG))).toBe("INVALID_CREDENTIALS");
    expect(await codeOf(attempt(suspended.email, PASSWORD))).toBe("INVALID_CREDENTIALS");
  });

  it("is audited with ids and without the email address, whether it succeeds or is refused", async () => {
    const { user } = await createPerson();
    await codeOf(attempt(user.email, WRONG));
    await attempt(user.email, PASSWORD);
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { userId: user.id, action: "auth.sign-in" }, orderBy: { createdAt: "asc" } }),
    );
    expect(entries.map((entry) => entry.outcome)).toEqual(["INVALID_CREDENTIALS", "ok"]);
    expect(JSON.stringify(entries)).not.toContain(user.email);
  });

  it("replaces a hash whose parameters are outdated", async () => {
    const { user } = await createPerson();
    await storeOldHash(user.id);
    await attempt(user.email, PASSWORD);
    const { passwordHash } = await inSystemTransaction((db) =>
      db.passwordCredential.findUniqueOrThrow({ where: { userId: user.id } }),
    );
    expect(passwordHash).toContain("m=19456");
    await attempt(user.email, PASSWORD);
  });

  it("ends the session that it replaces in the same browser", async () => {
    const { user } = await createPerson();
    const first = await attempt(user.email, PASSWORD);
    const actor = await resolveSession(first.session.token, null);
    if (!actor) throw new Error("not signed in");
    await signIn({ ...anonymous(), actor }, { email: user.email, password: PASSWORD });
    expect(await resolveSession(first.session.token, null)).toBeNull();
  });
});

describe("password guessing", () => {
  beforeEach(forgetCounts);
  beforeEach(stopWindows);

  it("is limited to five attempts a minute per email address, whether or not the address has an account", async () => {
    const { user } = await createPerson();
    for (const email of [user.email, uniqueEmail()]) {
      const codes: string[] = [];
      for (let i = 0; i < 7; i += 1) codes.push(await codeOf(attempt(email, WRONG)));
      expect(codes).toEqual([...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"), "RATE_LIMITED", "RATE_LIMITED"]);
    }
  });

  it("is limited per mailbox across all its tagged email addresses, even in known browsers", async () => {
    const [mailbox, ipAddress] = [uniqueEmail(), uniqueAddress()];
    const emailsOf = (tries: number) => Array.from({ length: tries }, (_, tag) => mailbox.replace("@", `+${tag}@`));
    const judged = async (tries: { email: string; deviceCookie?: string }[]) => {
      const codes: string[] = [];
      for (const { email, ...cookie } of tries) codes.push(await codeOf(attempt(email, WRONG, { ipAddress, ...cookie })));
      return codes.filter((code) => code === "INVALID_CREDENTIALS").length;
    };
    expect(await judged(emailsOf(8).map((email) => ({ email })))).toBe(5);
    const inKnownBrowsers = emailsOf(23).map(async (email) => {
      const { user } = await createPerson({ email });
      return { email, deviceCookie: rememberDevice({ email, passwordVersion: await passwordVersionOf(user.id) }, null) };
    });
    expect(await judged(await Promise.all(inKnownBrowsers))).toBe(20);
  });

  it("gets at most five of 50 concurrent guesses evaluated", async () => {
    const { user } = await createPerson();
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(attempt(user.email, WRONG))));
    expect(codes.filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(5);
    expect(codes.filter((code) => code === "RATE_LIMITED")).toHaveLength(45);
  });

  it("is throttled in the database, even without the counts in memory", async () => {
    const { user } = await createPerson();
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      forgetCounts();
      codes.push(await codeOf(attempt(user.email, WRONG)));
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"), "RATE_LIMITED", "RATE_LIMITED"]);
  });

  it("gets at most five of 50 concurrent attempts past the throttle in the database", async () => {
    const key = throttleKey(uniqueEmail(), STRANGER);
    const attempts = Array.from({ length: 50 }, () => inSystemTransaction((db) => countAttempt(db, key)));
    const waits = (await Promise.all(attempts)).map(({ waitSeconds }) => waitSeconds);
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(5);
    expect(Math.min(...waits.filter((seconds) => seconds > 0))).toBeGreaterThan(0);
  });

  it("does not use up the account's limit if the IP address is already blocked", async () => {
    const ipAddress = uniqueAddress();
    for (let i = 0; i < 25; i += 1) await codeOf(attempt(uniqueEmail(), WRONG, { ipAddress }));
    const { user } = await createPerson();
    for (let i = 0; i < 10; i += 1) expect(await codeOf(attempt(user.email, WRONG, { ipAddress }))).toBe("RATE_LIMITED");
    expect(await codeOf(attempt(user.email, PASSWORD))).toBe("ok");
  });

  it("does not block a known browser, even after 500 wrong passwords from its own and other IP addresses", async () => {
    const { user } = await createPerson();
    const { deviceCookie } = await attempt(user.email, PASSWORD);
    const home = uniqueAddress();
    for (let i = 0; i < 500; i += 1) {
      await codeOf(attempt(user.email, WRONG, { ipAddress: i % 2 === 0 ? home : uniqueAddress() }));
    }
    expect(await codeOf(attempt(user.email, PASSWORD))).toBe("RATE_LIMITED");
    expect(await codeOf(attempt(user.email, PASSWORD, { deviceCookie, ipAddress: home }))).toBe("ok");
  });

  it("gains nothing from the device cookie of another account", async () => {
    const { user } = await createPerson();
    const { user: attacker } = await createPerson();
    const { deviceCookie } = await attempt(attacker.email, PASSWORD);
    const codes: string[] = [];
    for (let i = 0; i < 6; i += 1) codes.push(await codeOf(attempt(user.email, WRONG, { deviceCookie })));
    expect(codes.at(-1)).toBe("RATE_LIMITED");
  });

  it("is limited per account across its known browsers in one network, without affecting its browsers in another network", async () => {
    const { user } = await createPerson();
    const cookies: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      cookies.push((await attempt(user.email, PASSWORD)).deviceCookie);
      forgetCounts();
    }
    const signInsFrom = async (ipAddress: string) => {
      const attempts = cookies
        .slice(0, 6)
        .flatMap((deviceCookie) =>
          Array.from({ length: 5 }, () => attempt(user.email, PASSWORD, { deviceCookie, ipAddress })),
        );
      return (await Promise.all(attempts.map(codeOf))).filter((code) => code === "ok").length;
    };
    expect(await signInsFrom("2001:db8:44::1")).toBe(20);
    expect(await codeOf(attempt(user.email, PASSWORD, { deviceCookie: cookies[6], ipAddress: uniqueAddress() }))).toBe("ok");
  });

  it("does not block the owner's browser through a copied device cookie, if that browser has signed in again since", async () => {
    const { user } = await createPerson();
    const { deviceCookie: copied } = await attempt(user.email, PASSWORD);
    const { deviceCookie: renewed } = await attempt(user.email, PASSWORD, { deviceCookie: copied });
    for (let i = 0; i < 7; i += 1) {
      forgetCounts();
      await codeOf(attempt(user.email, WRONG, { deviceCookie: copied }));
    }
    forgetCounts();
    expect(await codeOf(attempt(user.email, PASSWORD, { deviceCookie: copied }))).toBe("RATE_LIMITED");
    expect(await codeOf(attempt(user.email, PASSWORD, { deviceCookie: renewed }))).toBe("ok");
  });

  it("is counted from zero again after a successful sign-in", async () => {
    const { user } = await createPerson();
    for (let i = 0; i < 3; i += 1) await codeOf(attempt(user.email, WRONG));
    await attempt(user.email, PASSWORD);
    forgetCounts();
    for (let i = 0; i < 4; i += 1) expect(await codeOf(attempt(user.email, WRONG))).toBe("INVALID_CREDENTIALS");
  });
});

describe("a sign-in in a browser where a user is already signed in", () => {
  it("clears the previous user's mailed links, but keeps the links if the same user signs in again", async () => {
    const [one, other] = [await createPerson(), await createPerson()];
    const signInAs = async ({ user }: typeof one) => {
      const caller = callerOf(await actorOf(one.session.token));
      const output = await signIn(caller, { email: user.email, password: PASSWORD });
      return signIn.cookieRules.cookies?.(output).mailedLinks;
    };
    expect(await signInAs(other)).toBe("clear");
    expect(await resolveSession(one.session.token, null)).toBeNull();
    const { session } = await signIn(anonymous(), { email: one.user.email, password: PASSWORD });
    one.session = session;
    expect(await signInAs(one)).toBeUndefined();
  });
});
