import { beforeEach, describe, expect, it } from "vitest";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, createPasswordlessPerson, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { forgetCounts, stopWindows } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { passwordVersionOf, storeOldHash } from "@/tests/factories/passwords";
import { createMemberClient, isFamilyLive, signInClient } from "@/tests/factories/tokens";
import { rememberDevice } from "../passwords/known-device";
import { verifyAccessToken } from "./access-token";
import { signInForTokens } from "./sign-in-for-tokens";

const WRONG = "not the password at all";

const families = (userId: string) => inSystemTransaction((db) => db.tokenFamily.count({ where: { userId } }));
const suspend = (id: string) =>
  inSystemTransaction((db) =>
    db.organization.update({ where: { id }, data: { suspendedAt: new Date() }, select: { id: true } }),
  );
const useLast = (id: string, lastOrganizationId: string) =>
  inSystemTransaction((db) => db.user.update({ where: { id }, data: { lastOrganizationId }, select: { id: true } }));
const organizationOf = async (tokens: { access_token: string }) => (await verifyAccessToken(tokens.access_token))?.org_id;

beforeEach(forgetCounts);
beforeEach(stopWindows);

describe("an API client's sign-in", () => {
  it("returns tokens of a new family, and the user", async () => {
    const { user, organization } = await createPerson();
    const { familyId, ...tokens } = await signInClient(`  ${user.email.toUpperCase()} `);
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 1_800, user });
    expect(tokens.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(await verifyAccessToken(tokens.access_token)).toMatchObject({
      sub: user.id,
      email: user.email,
      org_id: organization.id,
      role: "org_admin",
      sid: familyId,
    });
    expect(await isFamilyLive(familyId)).toBe(true);
  });

  it("starts no session, and leaves existing sessions and families alone", async () => {
    const { user, session } = await createPerson();
    const [first, second] = [await signInClient(user.email), await signInClient(user.email)];
    expect(first.familyId).not.toBe(second.familyId);
    expect([await isFamilyLive(first.familyId), await isFamilyLive(second.familyId)]).toEqual([true, true]);
    const sessions = await inSystemTransaction((db) => db.session.findMany({ where: { userId: user.id } }));
    expect(sessions.map(({ id, endedAt }) => ({ id, endedAt }))).toEqual([{ id: session.id, endedAt: null }]);
  });

  it("is audited with ids and without the email address, whether it succeeds or is refused", async () => {
    const { user } = await createPerson();
    await outcomeOf(signInClient(user.email, { password: WRONG }));
    const { familyId } = await signInClient(user.email);
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { userId: user.id, action: "tokens.sign-in" }, orderBy: { createdAt: "asc" } }),
    );
    expect(entries.map(({ outcome, entityId }) => [outcome, entityId])).toEqual([
      ["INVALID_CREDENTIALS", null],
      ["ok", familyId],
    ]);
    expect(JSON.stringify(entries)).not.toContain(user.email);
  });

  it("refuses an unknown address, a wrong password, a suspended user and a pending sign-up, as the browser's sign-in does", async () => {
    const [{ user }, { user: suspended }] = [await createPerson(), await createPerson()];
    await inSystemTransaction((db) => db.user.update({ where: { id: suspended.id }, data: { suspendedAt: new Date() } }));
    const pending = uniqueEmail();
    await signUp(anonymous(), { email: pending, password: PASSWORD, name: "Ada" });
    const attempts: [string, string][] = [
      [uniqueEmail(), PASSWORD],
      [user.email, WRONG],
      [suspended.email, PASSWORD],
      [pending, PASSWORD],
      [pending, WRONG],
    ];
    for (const [email, password] of attempts) {
      const expected = await outcomeOf(signIn(anonymous(), { email, password }));
      expect(expected).toBe(email === pending && password === PASSWORD ? "EMAIL_NOT_VERIFIED" : "INVALID_CREDENTIALS");
      expect(await outcomeOf(signInClient(email, { password }))).toBe(expected);
    }
    expect([await families(user.id), await families(suspended.id)]).toEqual([0, 0]);
  });

  it("shares its count of failures and its limits with the browser's sign-in", async () => {
    const { user } = await createPerson();
    const guess = (attempt: number) =>
      attempt % 2 === 0
        ? signInClient(user.email, { password: WRONG })
        : signIn(anonymous(), { email: user.email, password: WRONG });
    const outcomes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) outcomes.push(await outcomeOf(guess(attempt)));
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => "INVALID_CREDENTIALS"), "RATE_LIMITED"]);
    // The limit per email address is gone, the wait of the account is not.
    forgetCounts();
    expect(await outcomeOf(signInClient(user.email))).toBe("RATE_LIMITED");
  });

  it("tells the owner of ten failures in a row", async () => {
    const { user } = await createPerson();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      forgetCounts();
      await inSystemTransaction((db) => db.signInThrottle.updateMany({ data: { blockedUntil: null } }));
      await outcomeOf(signInClient(user.email, { password: WRONG }));
    }
    expect((await queuedMails(user.email)).map(({ kind }) => kind)).toEqual(["sign-in-failures"]);
  });

  it("replaces a hash whose parameters are outdated", async () => {
    const { user } = await createPerson();
    const version = await passwordVersionOf(user.id);
    await storeOldHash(user.id);
    await signInClient(user.email);
    const { passwordHash } = await inSystemTransaction((db) =>
      db.passwordCredential.findUniqueOrThrow({ where: { userId: user.id } }),
    );
    expect(passwordHash).toContain("m=19456,t=2,p=1");
    expect(await passwordVersionOf(user.id)).toBe(version);
  });

  it("refuses unknown fields and missing ones", async () => {
    for (const input of [{ email: uniqueEmail() }, { email: uniqueEmail(), password: PASSWORD, role: "org_admin" }]) {
      expect(await outcomeOf(signInForTokens(anonymous(), input))).toBe("VALIDATION_ERROR");
    }
  });

  it("does not need a known browser, and gets its limits if it has one", async () => {
    const { user } = await createPerson();
    const passwordVersion = await passwordVersionOf(user.id);
    const deviceCookie = rememberDevice({ email: user.email, passwordVersion }, null);
    for (let attempt = 0; attempt < 5; attempt += 1) await outcomeOf(signInClient(user.email, { password: WRONG }));
    const known = anonymous({ deviceCookie });
    expect(await outcomeOf(signInForTokens(known, { email: user.email, password: PASSWORD }))).toBe("ok");
  });
});

describe("the organization of an API client", () => {
  it("is the named one, or else the last used one, or else the personal one", async () => {
    const { user, ownOrganization, organization, tokens } = await createMemberClient();
    expect(await organizationOf(tokens)).toBe(organization.id);
    await inSystemTransaction(async (db) => {
      await db.organization.update({ where: { id: ownOrganization.id }, data: { name: "Zeta" }, select: { id: true } });
      await db.organization.update({
        where: { id: organization.id },
        data: { name: "Alpha", isPersonal: false },
        select: { id: true },
      });
      await db.user.update({ where: { id: user.id }, data: { lastOrganizationId: null }, select: { id: true } });
    });
    expect(await organizationOf(await signInClient(user.email))).toBe(ownOrganization.id);
    await useLast(user.id, organization.id);
    expect(await organizationOf(await signInClient(user.email))).toBe(organization.id);
    expect(await organizationOf(await signInClient(user.email, { organization: ownOrganization.slug }))).toBe(
      ownOrganization.id,
    );
  });

  it("cannot be one of which the user is no member, whether or not it exists, or a suspended one", async () => {
    const [{ user, organization }, { organization: foreign }] = [await createPerson(), await createPerson()];
    for (const slug of [foreign.slug, "no-such-place", "Not a slug\u0000", ""]) {
      expect(await outcomeOf(signInClient(user.email, { organization: slug })), slug).toBe("NOT_FOUND");
    }
    await suspend(organization.id);
    forgetCounts();
    expect(await outcomeOf(signInClient(user.email, { organization: organization.slug }))).toBe("ORGANIZATION_SUSPENDED");
    expect(await families(user.id)).toBe(0);
  });

  it("is revealed only to someone who knows the password", async () => {
    const { user, organization } = await createPerson();
    for (const slug of [organization.slug, "no-such-place"]) {
      const guess = signInClient(user.email, { organization: slug, password: WRONG });
      expect(await outcomeOf(guess)).toBe("INVALID_CREDENTIALS");
    }
  });

  it("is null for a user without one, or with suspended ones only", async () => {
    const person = await createPerson();
    await suspend(person.organization.id);
    expect(await verifyAccessToken((await signInClient(person.user.email)).access_token)).toMatchObject({
      org_id: null,
      role: null,
    });
    const { user } = await createPasswordlessPerson();
    const { passwordHash } = await inSystemTransaction((db) =>
      db.passwordCredential.findUniqueOrThrow({ where: { userId: person.user.id } }),
    );
    await inSystemTransaction((db) => db.passwordCredential.create({ data: { userId: user.id, passwordHash } }));
    expect(await organizationOf(await signInClient(user.email))).toBeNull();
  });
});
