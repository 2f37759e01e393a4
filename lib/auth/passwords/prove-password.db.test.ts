import { beforeEach, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { deleteAccount } from "@/lib/users/delete-account";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { changePassword } from "../password-change/change-password";
import { createSession } from "../sessions/create-session";
import { signIn } from "../sign-in/sign-in";
import { signUp } from "../sign-up/sign-up";
import { verifyEmail } from "../sign-up/verify-email";

const WRONG = "not the password at all";
const NEW_PASSWORD = "something new and long";

beforeEach(forgetCounts);
beforeEach(stopWindows);

/** A user in the browser they signed in with, and a thief who has stolen only the session cookie. */
async function signedIn() {
  const { user } = await createPerson();
  const { session, deviceCookie } = await signIn(anonymous(), { email: user.email, password: PASSWORD });
  const owner = async () => callerOf(await actorOf(session.token), { deviceCookie });
  const thief = async () => callerOf(await actorOf(session.token));
  return { user, deviceCookie, owner, thief };
}

type Checks = Awaited<ReturnType<typeof signedIn>>;

const checks = ({ user }: Checks) => ({
  change: async (caller: Checks["owner"], current_password: string) =>
    changePassword(await caller(), { current_password, new_password: NEW_PASSWORD }),
  moving: async (caller: Checks["owner"], current_password: string) =>
    requestEmailChange(await caller(), { current_password, new_email: uniqueEmail() }),
  deletion: async (caller: Checks["owner"], current_password: string) =>
    deleteAccount(await caller(), { current_password, confirm: user.email }),
});

/** Clears the throttle's waits and the counts of all rate limits. */
async function passWaits(): Promise<void> {
  forgetCounts();
  await inSystemTransaction((db) => db.signInThrottle.updateMany({ data: { blockedUntil: null } }));
}

const kindsTo = async (email: string) => (await queuedMails(email)).map(({ kind }) => kind);

describe("a password check in a session", () => {
  it("is throttled in the database after five failures across all operations", async () => {
    const person = await signedIn();
    const kinds = Object.values(checks(person));
    const outcomes: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      forgetCounts();
      const check = kinds[count % kinds.length] as (typeof kinds)[number];
      outcomes.push(await outcomeOf(check(person.thief, WRONG)));
    }
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"), "RATE_LIMITED", "RATE_LIMITED"]);
  });

  it("shares its failure count with sign-ins from the same browser", async () => {
    const person = await signedIn();
    const { user, deviceCookie } = person;
    for (let count = 0; count < 3; count += 1)
      await outcomeOf(signIn(anonymous({ deviceCookie }), { email: user.email, password: WRONG }));
    for (let count = 0; count < 2; count += 1) await outcomeOf(checks(person).change(person.owner, WRONG));
    forgetCounts();
    expect(await outcomeOf(signIn(anonymous({ deviceCookie }), { email: user.email, password: PASSWORD }))).toBe(
      "RATE_LIMITED",
    );
  });

  it("succeeds in a known and in an unknown browser, despite someone else's guesses at sign-in", async () => {
    const person = await signedIn();
    for (let count = 0; count < 20; count += 1) {
      forgetCounts();
      await outcomeOf(signIn(anonymous(), { email: person.user.email, password: WRONG }));
    }
    expect(await outcomeOf(checks(person).moving(person.thief, PASSWORD))).toBe("ok");
    expect(await outcomeOf(checks(person).change(person.owner, PASSWORD))).toBe("ok");
  });

  it.each(["change", "moving", "deletion"] as const)(
    "does not slow down the owner's known browser when a stolen session guesses: %s",
    async (kind) => {
      const person = await signedIn();
      const check = checks(person)[kind];
      for (let count = 0; count < 25; count += 1) await outcomeOf(check(person.thief, WRONG));
      expect(await outcomeOf(check(person.thief, PASSWORD))).toBe("RATE_LIMITED");
      expect(await outcomeOf(check(person.owner, PASSWORD))).toBe("ok");
    },
  );

  it("does not slow down another session in an unknown browser when one session guesses", async () => {
    const person = await signedIn();
    for (let count = 0; count < 25; count += 1) await outcomeOf(checks(person).change(person.thief, WRONG));
    const other = await inSystemTransaction((db) => createSession(db, person.user.id, anonymous().request));
    expect(
      await outcomeOf(
        changePassword(callerOf(await actorOf(other.token)), { current_password: PASSWORD, new_password: NEW_PASSWORD }),
      ),
    ).toBe("ok");
  });

  it("resets its failure count after a success", async () => {
    const person = await signedIn();
    const { moving } = checks(person);
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1)
        expect(await outcomeOf(moving(person.owner, WRONG))).toBe("INVALID_CREDENTIALS");
      forgetCounts();
      expect(await outcomeOf(moving(person.owner, PASSWORD))).toBe("ok");
    }
  });

  it("evaluates at most five of 30 concurrent guesses", async () => {
    const { user, thief } = await signedIn();
    const caller = await thief();
    const guesses = Array.from({ length: 30 }, () =>
      outcomeOf(deleteAccount(caller, { current_password: WRONG, confirm: user.email })),
    );
    expect((await Promise.all(guesses)).filter((code) => code === "INVALID_CREDENTIALS")).toHaveLength(5);
  });
});

describe("the account's owner", () => {
  it("is notified once per series of failures in a session", async () => {
    const person = await signedIn();
    const { moving } = checks(person);
    for (let count = 0; count < 9; count += 1) await moving(person.thief, WRONG).catch(passWaits);
    expect(await kindsTo(person.user.email)).toEqual([]);
    for (let count = 0; count < 20; count += 1) await moving(person.thief, WRONG).catch(passWaits);
    expect(await kindsTo(person.user.email)).toEqual(["password-failures"]);
    await moving(person.thief, PASSWORD);
    for (let count = 0; count < 12; count += 1) await moving(person.thief, WRONG).catch(passWaits);
    expect((await kindsTo(person.user.email)).filter((kind) => kind === "password-failures")).toHaveLength(2);
  });

  it("is notified of a series of failed sign-ins, while an address without an account gets no mail", async () => {
    const { user } = await createPerson();
    const nobody = uniqueEmail();
    for (const email of [user.email, nobody]) {
      for (let count = 0; count < 12; count += 1) await signIn(anonymous(), { email, password: WRONG }).catch(passWaits);
    }
    expect(await kindsTo(user.email)).toEqual(["sign-in-failures"]);
    expect(await kindsTo(nobody)).toEqual([]);
  });
});

describe("the password check behind a mailed link", () => {
  it("allows ten attempts to confirm a new email address, from any client at any pace, then ends the link and notifies the owner", async () => {
    const person = await signedIn();
    const newEmail = uniqueEmail("new");
    await requestEmailChange(await person.owner(), { new_email: newEmail, current_password: PASSWORD });
    const token = await mailedToken(newEmail);
    const outcomes: string[] = [];
    for (let count = 0; count < 11; count += 1) {
      outcomes.push(await outcomeOf(confirmEmailChange(anonymous(), { token, password: WRONG })));
      await passWaits();
    }
    expect(outcomes).toEqual([...Array.from({ length: 10 }, () => "INVALID_CREDENTIALS"), "INVALID_LINK"]);
    expect(await outcomeOf(confirmEmailChange(await person.owner(), { token }))).toBe("INVALID_LINK");
    expect(await kindsTo(person.user.email)).toEqual(["email-change-asked", "password-failures"]);
  });

  it("counts per link, so that an exhausted link does not block the owner's next one", async () => {
    const person = await signedIn();
    const newEmail = uniqueEmail("new");
    await requestEmailChange(await person.owner(), { new_email: newEmail, current_password: PASSWORD });
    const token = await mailedToken(newEmail);
    for (let count = 0; count < 10; count += 1) {
      await outcomeOf(confirmEmailChange(anonymous(), { token, password: WRONG }));
      await passWaits();
    }
    const other = uniqueEmail("new");
    await requestEmailChange(await person.owner(), { new_email: other, current_password: PASSWORD });
    expect(await outcomeOf(confirmEmailChange(anonymous(), { token: await mailedToken(other), password: PASSWORD }))).toBe(
      "ok",
    );
  });

  it("is not blocked by someone else's guesses at sign-in when the owner confirms a new email address", async () => {
    const person = await signedIn();
    const newEmail = uniqueEmail("new");
    await requestEmailChange(await person.owner(), { new_email: newEmail, current_password: PASSWORD });
    for (let count = 0; count < 10; count += 1) {
      forgetCounts();
      await outcomeOf(signIn(anonymous(), { email: person.user.email, password: WRONG }));
    }
    expect(
      await outcomeOf(confirmEmailChange(anonymous(), { token: await mailedToken(newEmail), password: PASSWORD })),
    ).toBe("ok");
  });

  it("allows ten guesses at a pending sign-up's password, and then requires a new password", async () => {
    const email = uniqueEmail();
    await signUp(anonymous(), { email, password: PASSWORD, name: "Ada" });
    const token = await mailedToken(email);
    for (let count = 0; count < 10; count += 1) {
      expect(await outcomeOf(verifyEmail(anonymous(), { token, password: WRONG }))).toBe("INVALID_CREDENTIALS");
      await passWaits();
    }
    await expect(verifyEmail(anonymous(), { token, password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
      fields: { password: "Too many wrong passwords were entered. Choose a new password instead." },
    });
    expect(await outcomeOf(verifyEmail(anonymous(), { token, new_password: NEW_PASSWORD }))).toBe("ok");
  });
});
