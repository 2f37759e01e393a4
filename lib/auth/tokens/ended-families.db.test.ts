import { beforeEach, describe, expect, it } from "vitest";
import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { suspendUser } from "@/lib/admin/suspend-user";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { endOtherSessions } from "@/lib/auth/sessions/end-other-sessions";
import { listSessions } from "@/lib/auth/sessions/list-sessions";
import { signOut } from "@/lib/auth/sessions/sign-out";
import { inSystemTransaction } from "@/lib/db/transaction";
import { removeMember } from "@/lib/memberships/remove-member";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { deleteAccount } from "@/lib/users/delete-account";
import { actorOf, anonymous, callerOf, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { forgetCounts } from "@/tests/factories/limits";
import { mailedToken } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { createMemberClient, isFamilyLive, signInClient } from "@/tests/factories/tokens";
import { endTokenFamily } from "./end-token-family";
import { listTokenFamilies } from "./list-token-families";
import { refreshTokens } from "./refresh-tokens";

type Person = Awaited<ReturnType<typeof createMemberClient>>;

const NEW_PASSWORD = "another long enough secret";

const own = async ({ session }: Person, slug: string | null = null) => callerOf(await actorOf(session.token, slug));

const ENDINGS: Record<string, (person: Person) => Promise<unknown>> = {
  "a change of password": async (person) =>
    changePassword(await own(person), { current_password: PASSWORD, new_password: NEW_PASSWORD }),
  "a reset of the password": async ({ user }) => {
    await forgotPassword(anonymous(), { email: user.email });
    await resetPassword(anonymous(), { token: await mailedToken(user.email), new_password: NEW_PASSWORD });
  },
  "a change of the email address": async (person) => {
    const email = uniqueEmail();
    await requestEmailChange(await own(person), { new_email: email, current_password: PASSWORD });
    await confirmEmailChange(await own(person), { token: await mailedToken(email) });
  },
  "the suspension of the user": async ({ user }) =>
    suspendUser(await (await createSystemAdmin()).caller(), { id: user.id, reason: "A test." }),
  "the end of all sessions from the console": async ({ user }) =>
    endUserSessions(await (await createSystemAdmin()).caller(), { id: user.id, reason: "A test." }),
  "the end of all other sessions": async (person) => endOtherSessions(await own(person), {}),
  "its own end": async (person) => endTokenFamily(await own(person), { id: person.tokens.familyId }),
  "the deletion of the account": async (person) =>
    deleteAccount(await own(person), { confirm: person.user.email, current_password: PASSWORD }),
  "leaving the organization": async (person) => leaveOrganization(await own(person, person.organization.slug), {}),
  "the removal of the member": async ({ founder, organization, membership }) => {
    const caller = callerOf(await actorOf(founder.session.token, organization.slug));
    await removeMember(caller, { id: membership.id });
  },
};

beforeEach(forgetCounts);

describe("a token family", () => {
  it.each(Object.keys(ENDINGS))("is ended by %s, with its refresh token", async (how) => {
    const [person, other] = [await createMemberClient(), await createMemberClient()];
    await ENDINGS[how]!(person);
    expect(await isFamilyLive(person.tokens.familyId)).toBe(false);
    const refreshed = refreshTokens(anonymous(), { refresh_token: person.tokens.refresh_token });
    expect(await outcomeOf(refreshed)).toBe("INVALID_TOKEN");
    expect(await isFamilyLive(other.tokens.familyId)).toBe(true);
  });

  it("outlives the browser's sign-out, and a refused attempt to end it", async () => {
    const [person, other] = [await createMemberClient(), await createMemberClient()];
    const foreign = callerOf(await actorOf(other.session.token));
    for (const id of [person.tokens.familyId, "01a1fca7-10ef-709a-a672-db653871918b", "nonsense"]) {
      expect(await outcomeOf(endTokenFamily(foreign, { id }))).toBe("NOT_FOUND");
    }
    await signOut(await own(person), {});
    expect(await isFamilyLive(person.tokens.familyId)).toBe(true);
  });

  it("does not survive a change of the password that happens during its sign-in", async () => {
    for (let round = 0; round < 5; round += 1) {
      forgetCounts();
      const person = await createMemberClient();
      const signingIn = signInClient(person.user.email).catch(() => null);
      await changePassword(await own(person), { current_password: PASSWORD, new_password: NEW_PASSWORD });
      const tokens = await signingIn;
      if (tokens) expect(await isFamilyLive(tokens.familyId)).toBe(false);
    }
  });
});

describe("the list of API clients", () => {
  it("contains the user's own live families, the last used first, and no session", async () => {
    const person = await createMemberClient();
    const caller = await own(person);
    const newer = await signInClient(person.user.email, { organization: person.ownOrganization.slug });
    const ended = await signInClient(person.user.email);
    await endTokenFamily(caller, { id: ended.familyId });
    const { items } = await listTokenFamilies(caller, {});
    const { name } = await inSystemTransaction((db) =>
      db.organization.findUniqueOrThrow({ where: { id: person.organization.id }, select: { name: true } }),
    );
    expect(items.map(({ id }) => id)).toEqual([newer.familyId, person.tokens.familyId]);
    expect(items[1]).toMatchObject({ organization: name, browser: "Chrome", system: "Linux" });
    await refreshTokens(anonymous(), { refresh_token: person.tokens.refresh_token });
    const reordered = await listTokenFamilies(caller, {});
    expect(reordered.items.map(({ id }) => id)).toEqual([person.tokens.familyId, newer.familyId]);
    expect((await listSessions(caller, {})).items.map(({ id }) => id)).toEqual([person.session.id]);
  });

  it("records who ended a client", async () => {
    const person = await createMemberClient();
    await endTokenFamily(await own(person), { id: person.tokens.familyId });
    const entries = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { userId: person.user.id, action: "tokens.end-family" } }),
    );
    expect(entries).toMatchObject([
      { entityId: person.tokens.familyId, outcome: "ok", sessionId: person.session.id, entityType: "token_family" },
    ]);
  });
});
