import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createMember, createPerson } from "@/tests/factories/callers";
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

describe("the dashboard", () => {
  it("shows the organization's own counts and its newest members first, without addresses", async () => {
    const { organization, admin, reader } = await tenant();
    await invite(organization.id);
    await invite((await tenant()).organization.id);
    const seen = await getDashboard(admin, {});
    expect(seen).toMatchObject({
      organization: { slug: organization.slug },
      role: "org_admin",
      members: 3,
      open_invitations: 1,
    });
    expect(seen.latest_members.map(({ role }) => role)).toEqual(["readonly", "member", "org_admin"]);
    expect(seen.latest_members[0]).toMatchObject({ id: reader.membership.id, name: reader.user.name });
    expect(JSON.stringify(seen)).not.toContain("@");
  });

  it("shows invitations to admins only, and nothing to anyone outside the organization", async () => {
    const { organization, member, reader } = await tenant();
    await invite(organization.id);
    for (const person of [member, reader])
      expect((await getDashboard(await person.caller(), {})).open_invitations).toBeNull();
    const stranger = await createPerson();
    await expect(getDashboard(callerOf(await actorOf(stranger.session.token, organization.slug)), {})).rejects.toMatchObject(
      { code: "NOT_FOUND" },
    );
    await expect(getDashboard(anonymous(), {})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  it("also works for an organization with a single member", async () => {
    const { session, organization } = await createPerson();
    const seen = await getDashboard(callerOf(await actorOf(session.token, organization.slug)), {});
    expect(seen).toMatchObject({ members: 1, open_invitations: 0 });
  });
});
