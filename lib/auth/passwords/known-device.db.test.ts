import { setTimeout as sleep } from "node:timers/promises";
import argon2 from "argon2";
import { beforeEach, describe, expect, it } from "vitest";
import { lockRows } from "@/lib/db/locks";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { deleteAccount } from "@/lib/users/delete-account";
import { uniqueAddress } from "@/tests/factories/addresses";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { passwordVersionOf, replaceByOldHash, storeOldHash } from "@/tests/factories/passwords";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { changePassword } from "../password-change/change-password";
import { forgotPassword } from "../password-reset/forgot-password";
import { resetPassword } from "../password-reset/reset-password";
import { confirmPassword } from "../sessions/confirm-password";
import { signIn } from "../sign-in/sign-in";
import { ARGON2_PARAMETERS } from "./hash-password";
import { rememberDevice } from "./known-device";
import { storePassword } from "./store-password";

const WRONG = "not the password at all";
const NEW_PASSWORD = "something new and long";

beforeEach(forgetCounts);
beforeEach(stopWindows);

const attempt = (email: string, password: string, overrides = {}) => signIn(anonymous(overrides), { email, password });

async function slowStrangersDown(email: string): Promise<void> {
  for (let count = 0; count < 6; count += 1) {
    forgetCounts();
    await outcomeOf(attempt(email, WRONG));
  }
  forgetCounts();
}

/** The outcomes of signing in from each of the browsers while unknown browsers are throttled. */
async function signInsFrom(cookies: string[], email: string, password: string): Promise<string[]> {
  await slowStrangersDown(email);
  const outcomes: string[] = [];
  for (const deviceCookie of cookies) outcomes.push(await outcomeOf(attempt(email, password, { deviceCookie })));
  return outcomes;
}

/** Starts `work` while the user's row is locked, and applies `change` before the lock is released. */
async function whileLocked<T>(
  userId: string,
  work: () => Promise<T>,
  change: (db: SystemDb) => Promise<unknown>,
): Promise<T> {
  const { working } = await inSystemTransaction(async (db) => {
    await lockRows(db, "user")`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    const started = work();
    await sleep(500);
    await change(db);
    return { working: started };
  });
  return working;
}

const current_password = PASSWORD;
const proofs = [
  { operation: confirmPassword, inputOf: () => ({ current_password }), refusal: "UNAUTHORIZED" },
  { operation: changePassword, inputOf: () => ({ current_password, new_password: NEW_PASSWORD }), refusal: "CONFLICT" },
  { operation: requestEmailChange, inputOf: () => ({ current_password, new_email: uniqueEmail() }), refusal: "CONFLICT" },
  { operation: deleteAccount, inputOf: (confirm: string) => ({ current_password, confirm }), refusal: "CONFLICT" },
].map((proof) => ({ ...proof, name: proof.operation.operationName }));

describe("a new password", () => {
  it("makes every browser unknown except the one that reset the password, even if the password is the same", async () => {
    const { user } = await createPerson();
    const { deviceCookie: earlier } = await attempt(user.email, PASSWORD);
    await forgotPassword(anonymous(), { email: user.email });
    const input = { token: await mailedToken(user.email), new_password: PASSWORD };
    const { deviceCookie: afterReset } = await resetPassword(anonymous({ deviceCookie: earlier }), input);
    expect(await signInsFrom([earlier, afterReset], user.email, PASSWORD)).toEqual(["RATE_LIMITED", "ok"]);
  });

  it("makes every browser unknown except the one that changed the password", async () => {
    const { user } = await createPerson();
    const { deviceCookie: other } = await attempt(user.email, PASSWORD);
    const { session, deviceCookie: own } = await attempt(user.email, PASSWORD);
    const caller = callerOf(await actorOf(session.token), { deviceCookie: own });
    const changed = await changePassword(caller, { current_password: PASSWORD, new_password: NEW_PASSWORD });
    expect(await signInsFrom([other, own, changed.deviceCookie], user.email, NEW_PASSWORD)).toEqual([
      "RATE_LIMITED",
      "RATE_LIMITED",
      "ok",
    ]);
  });
});

describe("a password that is replaced between its check and the lock", () => {
  const replace = (userId: string) => async (db: SystemDb) =>
    storePassword(db, userId, await argon2.hash(PASSWORD, ARGON2_PARAMETERS));

  it("is refused at sign-in, even if the new password is the same", async () => {
    const { user } = await createPerson();
    const work = () => outcomeOf(attempt(user.email, PASSWORD));
    expect(await whileLocked(user.id, work, replace(user.id))).toBe("INVALID_CREDENTIALS");
  });

  it.each(proofs)("is refused by an operation of a signed-in user: $name", async ({ operation, inputOf, refusal }) => {
    const { user, session } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    const work = () => outcomeOf(operation(caller, inputOf(user.email)));
    expect(await whileLocked(user.id, work, replace(user.id))).toBe(refusal);
  });
});

describe("replacing a hash whose parameters are outdated", () => {
  it("leaves every browser known, both the one signing in and all others", async () => {
    const { user } = await createPerson();
    const { deviceCookie: other } = await attempt(user.email, PASSWORD);
    await storeOldHash(user.id);
    const { deviceCookie: own } = await attempt(user.email, PASSWORD);
    expect(await signInsFrom([other, own], user.email, PASSWORD)).toEqual(["ok", "ok"]);
  });

  it("does not refuse the correct password in concurrent sign-ins", async () => {
    const { user } = await createPerson();
    for (let round = 0; round < 3; round += 1) {
      await storeOldHash(user.id);
      forgetCounts();
      const signIns = Array.from({ length: 4 }, () => outcomeOf(attempt(user.email, PASSWORD)));
      expect(await Promise.all(signIns)).toEqual(["ok", "ok", "ok", "ok"]);
    }
  });

  it.each(proofs)("does not refuse a concurrent password check: $name", async ({ operation, inputOf }) => {
    const { user, session } = await createPerson();
    const caller = callerOf(await actorOf(session.token));
    const work = () => outcomeOf(operation(caller, inputOf(user.email)));
    expect(await whileLocked(user.id, work, (db) => replaceByOldHash(db, user.id))).toBe("ok");
  });

  it("leaves a browser known if it confirms a new email address at the same moment", async () => {
    const { user, session } = await createPerson();
    const newEmail = uniqueEmail("new");
    const caller = callerOf(await actorOf(session.token));
    await requestEmailChange(caller, { current_password: PASSWORD, new_email: newEmail });
    const token = await mailedToken(newEmail);
    const { deviceCookie } = await whileLocked(
      user.id,
      () => confirmEmailChange(caller, { token }),
      (db) => replaceByOldHash(db, user.id),
    );
    expect(await signInsFrom([deviceCookie], newEmail, PASSWORD)).toEqual(["ok"]);
  });
});

/** Device cookies issued under an earlier password, and one issued under the current password. */
async function cookiesAcrossNewPassword(earlierCookies: number) {
  const { user, session } = await createPerson();
  const { id, email } = user;
  const issue = async () => rememberDevice({ email, passwordVersion: await passwordVersionOf(id) }, null);
  const earlier: string[] = [];
  for (let count = 0; count < earlierCookies; count += 1) earlier.push(await issue());
  const passwordHash = await argon2.hash(PASSWORD, ARGON2_PARAMETERS);
  await inSystemTransaction((db) => storePassword(db, id, passwordHash));
  return { user, session, earlier, known: await issue() };
}

const passWaits = () => inSystemTransaction((db) => db.signInThrottle.updateMany({ data: { blockedUntil: null } }));

/** Guesses `times` times with each cookie. Clears the throttle's waits, so that only the rate limits refuse guesses. */
async function flood(guess: (deviceCookie: string) => Promise<unknown>, cookies: string[], times = 5): Promise<string[]> {
  const outcomes: string[] = [];
  for (let count = 0; count < times; count += 1) {
    for (const deviceCookie of cookies) {
      await passWaits();
      outcomes.push(await outcomeOf(guess(deviceCookie)));
    }
  }
  return outcomes;
}

const judgedIn = (outcomes: string[]) => outcomes.filter((outcome) => outcome === "INVALID_CREDENTIALS").length;

describe("device cookies issued under an earlier password", () => {
  it("cannot block the owner's known browser on the same network, or a browser that then resets the password", async () => {
    const { user, earlier, known } = await cookiesAcrossNewPassword(4);
    const ipAddress = uniqueAddress();
    await flood((deviceCookie) => attempt(user.email, WRONG, { deviceCookie, ipAddress }), earlier);
    expect(await outcomeOf(attempt(user.email, PASSWORD, { deviceCookie: known, ipAddress }))).toBe("ok");
    await forgotPassword(anonymous({ ipAddress }), { email: user.email });
    const input = { token: await mailedToken(user.email), new_password: PASSWORD };
    const { deviceCookie } = await resetPassword(anonymous({ ipAddress }), input);
    expect(await outcomeOf(attempt(user.email, PASSWORD, { deviceCookie, ipAddress }))).toBe("ok");
  });

  it("share the per-account limit of unknown browsers", async () => {
    const { user, earlier } = await cookiesAcrossNewPassword(4);
    const guess = (deviceCookie: string) => attempt(user.email, WRONG, { deviceCookie });
    expect(judgedIn(await flood(guess, earlier))).toBe(5);
  });

  it("share the per-IP-address limit of unknown browsers", async () => {
    const ipAddress = uniqueAddress();
    let judged = 0;
    for (let count = 0; count < 5; count += 1) {
      const { user, earlier } = await cookiesAcrossNewPassword(1);
      judged += judgedIn(await flood((deviceCookie) => attempt(user.email, WRONG, { deviceCookie, ipAddress }), earlier));
    }
    expect(judged).toBe(20);
  });

  it("share the session's limit if they are sent with password checks in that session", async () => {
    const { session, earlier } = await cookiesAcrossNewPassword(4);
    const actor = await actorOf(session.token);
    const guess = (deviceCookie: string) => confirmPassword(callerOf(actor, { deviceCookie }), { current_password: WRONG });
    expect(judgedIn(await flood(guess, earlier))).toBe(10);
  });
});
