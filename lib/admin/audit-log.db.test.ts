import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { removeMember } from "@/lib/memberships/remove-member";
import { insertApiKey } from "@/tests/factories/api-keys";
import { actorOf, anonymous, callerOf, createMember, createPerson, PASSWORD } from "@/tests/factories/callers";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { outcomeOf } from "@/tests/factories/outcome";
import { getSystemAuditChoices } from "./get-audit-choices";
import { listAuditLog } from "./list-audit-log";
import { suspendOrganization } from "./suspend-organization";

const reason = "Asked for in ticket 4711";

/** Two organizations. In each, an admin has removed a member. */
async function twoTenants() {
  const tenants = await Promise.all(
    [0, 1].map(async () => {
      const founder = await createPerson();
      const { membership } = await createMember(founder.organization, "member");
      await removeMember(callerOf(await actorOf(founder.session.token, founder.organization.slug)), { id: membership.id });
      return founder;
    }),
  );
  const admin = await createSystemAdmin();
  const list = async (input: object) => (await listAuditLog(await admin.caller(), input)).items;
  return { one: tenants[0]!, two: tenants[1]!, admin, list };
}

describe("the console's audit log", () => {
  it("lists entries with and without an organization, with current names, reasons and IP addresses", async () => {
    const { one, two, admin, list } = await twoTenants();
    await suspendOrganization(await admin.caller(), { id: two.organization.id, reason });
    await signIn(anonymous(), { email: one.user.email, password: PASSWORD });
    const items = (await list({ limit: 100 })).filter(({ actor }) =>
      [one.user.id, two.user.id, admin.user.id].includes(actor.id ?? ""),
    );
    const seen = items.map(({ action, actor, organization }) => [
      action,
      actor.standing,
      actor.name,
      organization?.id ?? null,
    ]);
    expect(seen).toEqual(
      expect.arrayContaining([
        ["auth.sign-in", "user", one.user.name, null],
        ["admin.suspend-organization", "sys_admin", admin.user.name, two.organization.id],
        ["memberships.remove", "org_admin", one.user.name, one.organization.id],
        ["memberships.remove", "org_admin", two.user.name, two.organization.id],
      ]),
    );
    const suspension = items.find(({ action }) => action === "admin.suspend-organization");
    expect(suspension).toMatchObject({ reason, ip_address: expect.stringMatching(/^10\./), after: { suspended: true } });
  });

  it("shows both the account that a public operation concerns and the session that called it", async () => {
    const { one, two, list } = await twoTenants();
    const caller = callerOf(await actorOf(one.session.token));
    await signIn(caller, { email: two.user.email, password: "a guess" }).catch(() => undefined);
    const [entry] = (await list({ person: two.user.id })).filter(({ action }) => action === "auth.sign-in");
    expect(entry).toMatchObject({
      actor: { kind: "anonymous", id: two.user.id },
      session: { id: one.session.id, person: { id: one.user.id, name: one.user.name } },
    });
    const [removal] = (await list({ person: one.user.id })).filter(({ action }) => action === "memberships.remove");
    expect(removal?.session?.person.id).toBe(one.user.id);
    expect((await list({ person: one.user.id })).map(({ action }) => action)).not.toContain("auth.sign-in");
  });

  it("names the API key that acted, and the one that an entry is about", async () => {
    const [{ organization, user, session }, admin] = [await createPerson(), await createSystemAdmin()];
    const own = await insertApiKey({ organizationId: organization.id, userId: user.id, name: "Laptop" });
    const shared = await insertApiKey({ organizationId: organization.id, userId: null, name: "Nightly backup" });
    for (const { key } of [own, shared]) {
      const actor = await resolveApiKey(key, organization.slug);
      await updateOrganization(callerOf(actor!), { name: "Stonebridge" });
    }
    const revoker = callerOf(await actorOf(session.token, organization.slug));
    await revokeApiKey(revoker, { id: shared.id });
    const { items } = await listAuditLog(await admin.caller(), { organization: organization.id });
    expect(items).toMatchObject([
      { action: "api-keys.revoke", api_key: null, entity: { id: shared.id, name: "Nightly backup" } },
      { actor: { kind: "key", name: null }, api_key: { id: shared.id, name: "Nightly backup" } },
      { actor: { kind: "member", name: user.name }, api_key: { id: own.id, name: "Laptop" } },
    ]);
  });

  it("can be filtered by organization, person and action, alone and combined", async () => {
    const { one, two, admin, list } = await twoTenants();
    await suspendOrganization(await admin.caller(), { id: one.organization.id, reason });
    const actions = async (input: object) => (await list(input)).map(({ action }) => action);
    expect(await actions({ organization: one.organization.id })).toEqual([
      "admin.suspend-organization",
      "memberships.remove",
    ]);
    expect(await actions({ person: two.user.id })).toEqual(["memberships.remove"]);
    expect(await actions({ organization: one.organization.id, action: "admin." })).toEqual(["admin.suspend-organization"]);
    expect(await actions({ organization: one.organization.id, person: two.user.id })).toEqual([]);
    const choices = await getSystemAuditChoices(await admin.caller(), { person: two.user.id });
    expect(choices.people).toContainEqual({ id: two.user.id, name: two.user.name });
    expect(choices.organizations).toContainEqual({ id: one.organization.id, name: one.organization.name });
  });

  it("has a security scope with sign-ins, changes of rights, exports and all refusals", async () => {
    const admin = await createSystemAdmin();
    const organizationId = randomUUID();
    const entries: [string, string, boolean][] = [
      ["organizations.create", "ok", true],
      ["organizations.update", "ACCESS_DENIED", true],
      ["auth.sign-in", "INVALID_CREDENTIALS", false],
      ["memberships.change-role", "ok", false],
      ["audit.export", "ok", false],
    ];
    await inSystemTransaction((db) =>
      db.auditEntry.createMany({
        data: entries.map(([action, result, isRoutine]) => ({
          action,
          outcome: result,
          isRoutine,
          actorKind: "system",
          organizationId,
          requestId: randomUUID(),
          ipAddress: "",
          userAgent: "",
        })),
      }),
    );
    const scoped = await listAuditLog(await admin.caller(), { organization: organizationId, scope: "security" });
    expect(scoped.items.map(({ action }) => action).sort()).toEqual([
      "audit.export",
      "auth.sign-in",
      "memberships.change-role",
      "organizations.update",
    ]);
    // No organization has this id, so its name is null.
    expect(scoped.items[0]?.organization).toEqual({ id: organizationId, name: null });
  });

  it("omits successful writes of routine operations from the security scope", async () => {
    const { one, list } = await twoTenants();
    await updateOrganization(callerOf(await actorOf(one.session.token, one.organization.slug)), { name: "North Yard" });
    const actions = async (scope: object) =>
      (await list({ organization: one.organization.id, ...scope })).map(({ action }) => action);
    expect(await actions({})).toEqual(["organizations.update", "memberships.remove"]);
    expect(await actions({ scope: "security" })).toEqual(["memberships.remove"]);
  });

  it("continues from its own cursor, and refuses invalid filters", async () => {
    const { one, admin, list } = await twoTenants();
    await suspendOrganization(await admin.caller(), { id: one.organization.id, reason });
    const filter = { organization: one.organization.id, limit: 1 };
    const first = await listAuditLog(await admin.caller(), filter);
    const second = await list({ ...filter, cursor: first.next_cursor });
    expect([first.items[0]?.action, second[0]?.action]).toEqual(["admin.suspend-organization", "memberships.remove"]);
    for (const input of [{ organization: "x" }, { person: "x" }, { scope: "all" }, { action: "%" }])
      expect(await outcomeOf(list(input))).toBe("VALIDATION_ERROR");
  });
});
