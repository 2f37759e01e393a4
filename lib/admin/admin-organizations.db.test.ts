import { describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { listMembers } from "@/lib/memberships/list-members";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { getOrganization } from "./get-organization";
import { listOrganizations } from "./list-organizations";
import { resumeOrganization, suspendOrganization } from "./suspend-organization";

const reason = "Asked for in ticket 4711";
const outcome = (work: Promise<unknown>) => work.then(() => "ok", (error: unknown) => (error as { code: string }).code);

describe("a suspended organization", () => {
  it("is closed to every member at their next request, keeps all that is in it, and is open again when resumed", async () => {
    const [admin, founder] = [await createSystemAdmin(), await createPerson()];
    const { organization } = founder;
    const member = await createMember(organization, "member");
    const requests = () =>
      Promise.all([founder.session.token, member.session.token].map(async (token) => outcome(listMembers(callerOf(await actorOf(token, organization.slug)), {}))));
    expect(await requests()).toEqual(["ok", "ok"]);
    await suspendOrganization(await admin.caller(), { id: organization.id, reason });
    expect(await requests()).toEqual(["ORGANIZATION_SUSPENDED", "ORGANIZATION_SUSPENDED"]);
    // Where else they belong is nobody's concern.
    expect((await actorOf(member.session.token)).kind).toBe("user");
    await resumeOrganization(await admin.caller(), { id: organization.id, reason });
    expect(await requests()).toEqual(["ok", "ok"]);
    expect((await getOrganization(await admin.caller(), { id: organization.id })).members).toBe(2);
  });

  it("finds it in its own audit log, with the reason", async () => {
    const [admin, { organization }] = [await createSystemAdmin(), await createPerson()];
    await suspendOrganization(await admin.caller(), { id: organization.id, reason });
    const own = await inSystemTransaction((db) =>
      db.auditEntry.findMany({ where: { organizationId: organization.id }, select: { action: true, reason: true } }),
    );
    expect(own).toEqual([{ action: "admin.suspend-organization", reason }]);
  });
});

describe("what is seen of organizations", () => {
  it("is their people and their standing, and nothing of what they keep", async () => {
    const [admin, founder] = [await createSystemAdmin(), await createPerson()];
    const member = await createMember(founder.organization, "readonly");
    const detail = await getOrganization(await admin.caller(), { id: founder.organization.id });
    expect(detail).toMatchObject({ slug: founder.organization.slug, is_personal: true, suspended_at: null, members: 2 });
    expect(detail.people.map(({ user, role }) => [user.email, role])).toEqual([[founder.user.email, "org_admin"], [member.user.email, "readonly"]]);
    expect(Object.keys(detail).sort()).toEqual(["created_at", "id", "is_personal", "members", "name", "people", "slug", "suspended_at"]);
    expect(Object.keys(detail.people[0]?.user ?? {}).sort()).toEqual(["email", "id", "name"]);
  });

  it("is found by name or slug, by standing, and a page at a time, the newest first", async () => {
    const admin = await createSystemAdmin();
    const [one, two] = [(await createPerson()).organization, (await createPerson()).organization];
    const caller = await admin.caller();
    const find = async (input: object) => (await listOrganizations(caller, input)).items.map(({ id }) => id);
    expect(await find({ search: two.slug.toUpperCase() })).toEqual([two.id]);
    expect(await find({ search: two.slug, state: "suspended" })).toEqual([]);
    await suspendOrganization(caller, { id: two.id, reason });
    expect(await find({ search: two.slug, state: "suspended" })).toEqual([two.id]);
    expect(await find({ search: two.slug, state: "active" })).toEqual([]);
    expect(await find({ search: "_" })).toEqual([]);
    const first = await listOrganizations(caller, { limit: 1 });
    const second = await listOrganizations(caller, { limit: 1, cursor: first.next_cursor ?? "" });
    expect([first.items[0]?.id, second.items[0]?.id]).toEqual([two.id, one.id]);
    expect(await outcome(listOrganizations(caller, { cursor: one.slug }))).toBe("MALFORMED_REQUEST");
  });
});
