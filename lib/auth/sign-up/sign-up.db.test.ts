import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { uniqueAddress } from "@/tests/factories/addresses";
import { fillMailbox, mailedToken, queuedMails } from "@/tests/factories/mail";
import { signIn } from "../sign-in/sign-in";
import { resendVerification } from "./resend-verification";
import { signUp, signUpOrganization } from "./sign-up";
import { verifyEmail } from "./verify-email";

const STRANGERS_PASSWORD = "planted by a stranger 99";
const NEW_PASSWORD = "chosen by the owner 2026";

async function signUpAs(email: string, password: string) {
  const { flow } = await signUp(anonymous(), { email, password, name: "Ada" });
  return { flow, token: await mailedToken(email) };
}

describe("sign-up", () => {
  it("creates an account with an organization only after the mailed link is opened", async () => {
    const email = uniqueEmail();
    const { flow, token } = await signUpAs(email, PASSWORD);
    await expect(signIn(anonymous(), { email, password: PASSWORD })).rejects.toMatchObject({ code: "EMAIL_NOT_VERIFIED" });
    await verifyEmail(anonymous({ signUpFlow: flow }), { token });
    const { organizations, user } = await signIn(anonymous(), { email, password: PASSWORD });
    expect(user).toMatchObject({ email, name: "Ada" });
    expect(organizations).toMatchObject([{ name: "Ada's organization", role: "org_admin" }]);
  });

  it("gives the organization the name chosen at sign-up", async () => {
    const email = uniqueEmail();
    const input = { email, password: PASSWORD, name: "Ada", organization_name: "Analytical Engines" };
    const { flow } = await signUpOrganization(anonymous(), input);
    await verifyEmail(anonymous({ signUpFlow: flow }), { token: await mailedToken(email) });
    const { organizations } = await signIn(anonymous(), { email, password: PASSWORD });
    expect(organizations).toMatchObject([{ name: "Analytical Engines", role: "org_admin" }]);
  });

  it("notifies the owner if the email address has an account, and changes nothing", async () => {
    const { user } = await createPerson();
    await signUp(anonymous(), { email: user.email, password: STRANGERS_PASSWORD, name: "Mallory" });
    expect((await queuedMails(user.email)).map((mail) => mail.kind)).toEqual(["account-exists"]);
    // A sign-in after the sign-up must not reveal the account either, so it responds as if the address had none.
    await expect(signIn(anonymous(), { email: user.email, password: STRANGERS_PASSWORD })).rejects.toMatchObject({
      code: "EMAIL_NOT_VERIFIED",
    });
    await resendVerification(anonymous(), { email: user.email });
    expect(await queuedMails(user.email)).toHaveLength(1);
    await signIn(anonymous(), { email: user.email, password: PASSWORD });
  });

  it("refuses unknown fields, and short, common or personal passwords", async () => {
    const email = uniqueEmail("ada.lovelace");
    const attempt = (overrides: object) =>
      signUp(anonymous(), { email, name: "Ada Lovelace", password: PASSWORD, ...overrides });
    await expect(attempt({ role: "sys_admin" })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    for (const password of ["short", "UNBELIEVABLE", "ada lovelace!", "Gatehouse2026", email]) {
      await expect(attempt({ password })).rejects.toMatchObject({ code: "VALIDATION_ERROR" });
    }
    expect(await queuedMails(email)).toEqual([]);
  });
});

const signUpsOf = (email: string) => inSystemTransaction((db) => db.signUp.count({ where: { email } }));

describe("sign-up limits", () => {
  it("allow five sign-ups an hour per email address, and do not reveal that further ones are dropped", async () => {
    const email = uniqueEmail();
    for (let count = 0; count < 7; count += 1) {
      expect(await signUp(anonymous(), { email, password: PASSWORD, name: "Ada" })).toEqual({
        flow: expect.any(String) as string,
        email,
      });
    }
    expect(await signUpsOf(email)).toBe(5);
  });

  it("let one network use only a part of an email address's limit, so that the owner can still sign up", async () => {
    const email = uniqueEmail();
    for (let count = 0; count < 10; count += 1) {
      await signUp(anonymous({ ipAddress: `2001:db8:5:${count}::1` }), {
        email,
        password: STRANGERS_PASSWORD,
        name: "Mallory",
      });
    }
    expect(await signUpsOf(email)).toBe(3);
    const { flow, token } = await signUpAs(email, PASSWORD);
    await verifyEmail(anonymous({ signUpFlow: flow }), { token });
  });

  it("allow twenty sign-ups an hour per IP address, because a whole school may share one, and refuse more", async () => {
    const ipAddress = uniqueAddress();
    for (let count = 0; count < 20; count += 1)
      await signUp(anonymous({ ipAddress }), { email: uniqueEmail(), password: PASSWORD, name: "Ada" });
    await expect(
      signUp(anonymous({ ipAddress }), { email: uniqueEmail(), password: PASSWORD, name: "Ada" }),
    ).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
  });
});

describe("the verification of a sign-up", () => {
  it("accepts the first link, with the newer password, if a second sign-up in the same browser mailed no link", async () => {
    const email = uniqueEmail();
    const { flow, token } = await signUpAs(email, PASSWORD);
    await fillMailbox(email);
    await signUp(anonymous({ signUpFlow: flow }), { email, password: NEW_PASSWORD, name: "Ada" });
    await verifyEmail(anonymous({ signUpFlow: flow }), { token });
    await signIn(anonymous(), { email, password: NEW_PASSWORD });
  });

  it("makes the browser known to the account, so that earlier guesses by others do not block it", async () => {
    const email = uniqueEmail();
    const { flow, token } = await signUpAs(email, PASSWORD);
    for (let count = 0; count < 8; count += 1) {
      await signIn(anonymous(), { email, password: STRANGERS_PASSWORD }).catch(() => undefined);
    }
    const { deviceCookie } = await verifyEmail(anonymous({ signUpFlow: flow }), { token });
    await expect(signIn(anonymous(), { email, password: PASSWORD })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await signIn(anonymous({ deviceCookie }), { email, password: PASSWORD });
  });

  it("requires the sign-up's password or a new password if the link is opened in another browser", async () => {
    const email = uniqueEmail();
    const { token } = await signUpAs(email, PASSWORD);
    await expect(verifyEmail(anonymous(), { token })).rejects.toMatchObject({ code: "PASSWORD_REQUIRED" });
    await expect(verifyEmail(anonymous(), { token, password: "not this one at all" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    await verifyEmail(anonymous(), { token, new_password: NEW_PASSWORD });
    await signIn(anonymous(), { email, password: NEW_PASSWORD });
    await expect(signIn(anonymous(), { email, password: PASSWORD })).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
  });

  it("succeeds only once, even with 20 simultaneous clicks", async () => {
    const email = uniqueEmail();
    const { flow, token } = await signUpAs(email, PASSWORD);
    const clicks = Array.from({ length: 20 }, () => verifyEmail(anonymous({ signUpFlow: flow }), { token }));
    const results = await Promise.allSettled(clicks);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "INVALID_LINK" });
    }
    const users = await inSystemTransaction((db) => db.user.count({ where: { email } }));
    expect(users).toBe(1);
  });

  it("creates one account, even if two links mailed to the same address are opened at the same time", async () => {
    const email = uniqueEmail();
    const first = await signUpAs(email, PASSWORD);
    const second = await signUpAs(email, PASSWORD);
    const results = await Promise.allSettled(
      [first, second].map(({ flow, token }) => verifyEmail(anonymous({ signUpFlow: flow }), { token })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("refuses a link that a newer sign-up in the same browser or a resent link has replaced", async () => {
    const email = uniqueEmail();
    const first = await signUpAs(email, PASSWORD);
    await signUp(anonymous({ signUpFlow: first.flow }), { email, password: PASSWORD, name: "Ada" });
    const second = await mailedToken(email);
    await resendVerification(anonymous({ signUpFlow: first.flow }), { email });
    const third = await mailedToken(email);
    for (const token of [first.token, second]) {
      await expect(verifyEmail(anonymous({ signUpFlow: first.flow }), { token })).rejects.toMatchObject({
        code: "INVALID_LINK",
      });
    }
    await verifyEmail(anonymous({ signUpFlow: first.flow }), { token: third });
  });
});

describe("an attacker who signs up with someone else's email address", () => {
  async function expectOnlyOwner(email: string, ownersPassword: string) {
    await expect(signIn(anonymous(), { email, password: STRANGERS_PASSWORD })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    await signIn(anonymous(), { email, password: ownersPassword });
  }

  it("gains nothing by signing up first, if the owner then signs up and opens their own link", async () => {
    const email = uniqueEmail();
    const stranger = await signUpAs(email, STRANGERS_PASSWORD);
    const owner = await signUpAs(email, PASSWORD);
    await verifyEmail(anonymous({ signUpFlow: owner.flow }), { token: owner.token });
    await expectOnlyOwner(email, PASSWORD);
    await expect(verifyEmail(anonymous({ signUpFlow: stranger.flow }), { token: stranger.token })).rejects.toMatchObject({
      code: "INVALID_LINK",
    });
  });

  it("gains nothing by signing up after the owner, even if the owner opens the attacker's link in the owner's browser", async () => {
    const email = uniqueEmail();
    const owner = await signUpAs(email, PASSWORD);
    const stranger = await signUpAs(email, STRANGERS_PASSWORD);
    const browser = { signUpFlow: owner.flow };
    await expect(verifyEmail(anonymous(browser), { token: stranger.token })).rejects.toMatchObject({
      code: "PASSWORD_REQUIRED",
    });
    await expect(verifyEmail(anonymous(browser), { token: stranger.token, password: PASSWORD })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    await verifyEmail(anonymous(browser), { token: stranger.token, new_password: NEW_PASSWORD });
    await expectOnlyOwner(email, NEW_PASSWORD);
  });

  it("gains nothing if the owner, who never signed up, opens the attacker's link", async () => {
    const email = uniqueEmail();
    const { token } = await signUpAs(email, STRANGERS_PASSWORD);
    await expect(verifyEmail(anonymous(), { token })).rejects.toMatchObject({ code: "PASSWORD_REQUIRED" });
    await verifyEmail(anonymous(), { token, new_password: NEW_PASSWORD });
    await expectOnlyOwner(email, NEW_PASSWORD);
  });

  it("gains nothing by requesting another link, even if the owner opens it", async () => {
    const email = uniqueEmail();
    const owner = await signUpAs(email, PASSWORD);
    const stranger = await signUpAs(email, STRANGERS_PASSWORD);
    await resendVerification(anonymous({ signUpFlow: stranger.flow }), { email });
    const resent = await mailedToken(email);
    const browser = { signUpFlow: owner.flow };
    await expect(verifyEmail(anonymous(browser), { token: resent })).rejects.toMatchObject({ code: "PASSWORD_REQUIRED" });
    await verifyEmail(anonymous(browser), { token: owner.token });
    await expectOnlyOwner(email, PASSWORD);
  });

  it("gains nothing by signing up after the owner has verified the email address", async () => {
    const email = uniqueEmail();
    const owner = await signUpAs(email, PASSWORD);
    await verifyEmail(anonymous({ signUpFlow: owner.flow }), { token: owner.token });
    await signUp(anonymous(), { email, password: STRANGERS_PASSWORD, name: "Mallory" });
    expect((await queuedMails(email)).at(-1)?.kind).toBe("account-exists");
    await expect(signIn(anonymous(), { email, password: STRANGERS_PASSWORD })).rejects.toMatchObject({
      code: "EMAIL_NOT_VERIFIED",
    });
    await signIn(anonymous(), { email, password: PASSWORD });
  });
});
