import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { updateProfile } from "@/lib/users/update-profile";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { invitingTenant } from "@/tests/factories/invitations";
import { mailedToken } from "@/tests/factories/mail";
import type { Caller } from "./actor";
import type { Standing } from "./roles";

type Person = Awaited<ReturnType<typeof createPerson>>;

const NEW_PASSWORD = "another long enough secret";

const asPerson = async ({ session }: Person): Promise<Caller> => callerOf(await actorOf(session.token));

/** The only audit entry of a request. */
async function entryOf({ request: { requestId } }: Caller) {
  const entries = await inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { requestId },
      select: {
        action: true,
        outcome: true,
        actorKind: true,
        actorStanding: true,
        userId: true,
        sessionId: true,
        sessionUserId: true,
        organizationId: true,
      },
    }),
  );
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

async function pendingSignUp() {
  const email = uniqueEmail();
  await signUp(anonymous(), { name: "Vera Example", email, password: PASSWORD });
  return { email, token: await mailedToken(email) };
}

/** Public operations that a signed-in user calls, most about another user. The audit entry must name the user in `about`. */
const TRIES: Record<string, (caller: Caller, other: Person) => Promise<{ about: string | null; standing?: Standing }>> = {
  "a failed sign-in": async (caller, other) => {
    await expect(signIn(caller, { email: other.user.email, password: "a guess" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    return { about: other.user.id };
  },
  "a sign-in with an address without an account": async (caller) => {
    await expect(signIn(caller, { email: uniqueEmail(), password: "a guess" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    return { about: null };
  },
  "a sign-in": async (caller, other) => {
    await signIn(caller, { email: other.user.email, password: PASSWORD });
    return { about: other.user.id, standing: "user" };
  },
  "a reset request": async (caller, other) => {
    await forgotPassword(caller, { email: other.user.email });
    return { about: other.user.id };
  },
  "a reset request for an address without an account": async (caller) => {
    await forgotPassword(caller, { email: uniqueEmail() });
    return { about: null };
  },
  "a reset": async (caller, other) => {
    await forgotPassword(anonymous(), { email: other.user.email });
    await resetPassword(caller, { token: await mailedToken(other.user.email), new_password: NEW_PASSWORD });
    return { about: other.user.id };
  },
  "a sign-up": async (caller) => {
    await signUp(caller, { name: "Vera Example", email: uniqueEmail(), password: PASSWORD });
    return { about: null };
  },
  "a sign-up with the address of an existing account": async (caller, other) => {
    await signUp(caller, { name: "Vera Example", email: other.user.email, password: PASSWORD });
    return { about: null };
  },
  "a resent verification": async (caller) => {
    await resendVerification(caller, { email: (await pendingSignUp()).email });
    return { about: null };
  },
  "a verification": async (caller) => {
    const { token, email } = await pendingSignUp();
    await verifyEmail(caller, { token, password: PASSWORD });
    return {
      about: (await inSystemTransaction((db) => db.user.findUniqueOrThrow({ where: { email }, select: { id: true } }))).id,
      standing: "org_admin",
    };
  },
  "a failed verification": async (caller) => {
    const { token } = await pendingSignUp();
    await expect(verifyEmail(caller, { token, password: "a guess" })).rejects.toMatchObject({ code: "INVALID_CREDENTIALS" });
    return { about: null };
  },
  "a confirmed change of another user's address": async (caller, other) => {
    const newEmail = uniqueEmail("moved");
    await requestEmailChange(await asPerson(other), { new_email: newEmail, current_password: PASSWORD });
    await confirmEmailChange(caller, { token: await mailedToken(newEmail), password: PASSWORD });
    return { about: other.user.id };
  },
};

describe("the audit entry of a public operation", () => {
  it.each(Object.keys(TRIES))("names the user concerned, and the caller's session separately: %s", async (name) => {
    const [a, other] = [await createPerson(), await createPerson()];
    const caller = await asPerson(a);
    const { about, standing = "public" } = await TRIES[name]!(caller, other);
    expect(await entryOf(caller)).toMatchObject({
      actorKind: "anonymous",
      actorStanding: standing,
      userId: about,
      sessionId: a.session.id,
      sessionUserId: a.user.id,
    });
  });

  it("names no session if the caller had none", async () => {
    const [caller, other] = [anonymous(), await createPerson()];
    await forgotPassword(caller, { email: other.user.email });
    expect(await entryOf(caller)).toMatchObject({
      actorKind: "anonymous",
      userId: other.user.id,
      sessionId: null,
      sessionUserId: null,
    });
  });

  it("names the user who accepts an invitation", async () => {
    const { organization, invite } = await invitingTenant();
    const person = await createPerson();
    const joining = await asPerson(person);
    await acceptInvitation(joining, { token: (await invite(person.user.email)).token });
    expect(await entryOf(joining)).toMatchObject({
      outcome: "ok",
      actorStanding: "member",
      userId: person.user.id,
      sessionUserId: person.user.id,
      organizationId: organization.id,
    });
  });
});

describe("the audit entry of a user's operation", () => {
  it("names the user and their session", async () => {
    const person = await createPerson();
    const caller = await asPerson(person);
    await updateProfile(caller, { name: `Ada ${randomUUID().slice(0, 8)}` });
    expect(await entryOf(caller)).toMatchObject({
      actorKind: "user",
      actorStanding: "user",
      userId: person.user.id,
      sessionId: person.session.id,
      sessionUserId: person.user.id,
    });
  });
});
