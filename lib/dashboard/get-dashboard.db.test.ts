import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { Caller } from "@/lib/access/actor";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { revokeInvitation } from "@/lib/invitations/revoke-invitation";
import { actorOf, anonymous, callerOf, createMember, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { getDashboard } from "./get-dashboard";

/** An organization with an admin, a member and a reader. */
async function tenant() {
  const founder = await createPerson();
  const { organization } = founder;
  const admin = callerOf(await actorOf(founder.session.token, organization.slug));
  const [member, reader] = [await createMember(organization, "member"), await createMember(organization, "readonly")];
  return { organization, admin, member, reader };
}

async function invite(organizationId: string): Promise<void> {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const invitation = (email: string, rest: object) => ({
    organizationId,
    email,
    role: "member" as const,
    tokenHash: Buffer.from(randomUUID()),
    expiresAt: at(1),
    ...rest,
  });
  await inSystemTransaction((db) =>
    db.invitation.createMany({
      data: [
        invitation("open@example.com", { openEmail: "open@example.com" }),
        invitation("late@example.com", { openEmail: "late@example.com", sentAt: at(-7 * 24 * 60 - 1), expiresAt: at(-1) }),
        invitation("gone@example.com", { revokedAt: at(0) }),
      ],
    }),
  );
}

const as = async (person: { caller: () => Promise<Caller> }) => getDashboard(await person.caller(), {});

describe("the dashboard", () => {
  it("shows an admin the organization's own numbers, people and invitations, newest first", async () => {
    const { organization, admin, reader } = await tenant();
    await invite(organization.id);
    await invite((await tenant()).organization.id);
    const seen = await getDashboard(admin, {});
    expect(seen).toMatchObject({
      organization: { slug: organization.slug },
      role: "org_admin",
      members: 3,
      joined_this_week: 3,
      invitations: { count: 1, has_begun: true },
    });
    const invited = (email: string) => ({ email, role: "member" });
    expect(seen.activity.map((each) => each.invited)).toEqual([
      invited("open@example.com"),
      null,
      null,
      null,
      invited("late@example.com"),
    ]);
    expect(seen.activity[1]).toMatchObject({ person: reader.user.name });
  });

  it("names the admin who sent an invitation, and omits invitations from the system console", async () => {
    const founder = await createPerson();
    const { organization } = founder;
    const data = (email: string, fromConsole: boolean) => ({
      organizationId: organization.id,
      email,
      role: "member" as const,
      tokenHash: Buffer.from(randomUUID()),
      expiresAt: new Date(),
      invitedById: founder.user.id,
      openEmail: email,
      fromConsole,
    });
    await inSystemTransaction((db) =>
      db.invitation.createMany({ data: [data("own@example.com", false), data("console@example.com", true)] }),
    );
    const { activity } = await getDashboard(callerOf(await actorOf(founder.session.token, organization.slug)), {});
    expect(activity.filter(({ invited }) => invited !== null)).toMatchObject([
      { person: founder.user.name, invited: { email: "own@example.com" } },
    ]);
  });

  it("shows invitations and email addresses to admins only, and nothing to people who are not members", async () => {
    const { organization, member, reader } = await tenant();
    await invite(organization.id);
    for (const person of [member, reader]) {
      const seen = await as(person);
      expect(seen.invitations).toBeNull();
      expect(seen.activity.map(({ invited }) => invited)).toEqual([null, null, null]);
      expect(JSON.stringify(seen)).not.toContain("@");
    }
    const stranger = await createPerson();
    await expect(getDashboard(callerOf(await actorOf(stranger.session.token, organization.slug)), {})).rejects.toMatchObject(
      { code: "NOT_FOUND" },
    );
    await expect(getDashboard(anonymous(), {})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("remembers that the only member has invited someone, even after the invitation was revoked", async () => {
    const { session, organization } = await createPerson();
    const admin = async () => callerOf(await actorOf(session.token, organization.slug));
    const invitations = async () => (await getDashboard(await admin(), {})).invitations;
    expect(await invitations()).toMatchObject({ count: 0, has_begun: false });
    const { id } = await createInvitation(await admin(), { email: uniqueEmail(), role: "member" });
    await revokeInvitation(await admin(), { id });
    expect(await invitations()).toMatchObject({ count: 0, has_begun: true });
  });
});
