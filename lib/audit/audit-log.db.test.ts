import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { recordAudit, toActor, toSystemAdmin, type AuditDetail } from "@/lib/access/audit";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { inSystemTransaction } from "@/lib/db/transaction";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { removeMember } from "@/lib/memberships/remove-member";
import { createOrganization } from "@/lib/organizations/create-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { deleteAccount } from "@/lib/users/delete-account";
import {
  actorOf,
  anonymous,
  callerOf,
  createMember,
  createPerson,
  PASSWORD,
  someRequest,
  uniqueEmail,
} from "@/tests/factories/callers";
import { withFailingAudit } from "@/tests/factories/failing-audit";
import { invitingTenant } from "@/tests/factories/invitations";
import { mailedToken } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { auditFile } from "./audit-file";
import { exportAuditLog } from "./export-audit-log";
import { getAuditChoices } from "./get-audit-choices";
import { listAuditEntries } from "./list-audit-entries";
import { readAuditPage } from "./read-audit-page";

/** An organization with a member and an admin, who sends the requests. */
async function tenant() {
  const founder = await createPerson();
  const caller = async () => callerOf(await actorOf(founder.session.token, founder.organization.slug));
  return { organization: founder.organization, founder, caller, member: await createMember(founder.organization, "member") };
}

interface Entry extends AuditDetail {
  action?: string;
  outcome?: string;
  caller?: Caller;
  at?: string;
}

/** Writes audit entries as operations do. An entry with `at` has that time, and the system as its actor. */
async function record(organizationId: string, entries: Entry[]): Promise<void> {
  await inSystemTransaction(async (db) => {
    for (const { action = "test.done", outcome: result = "ok", caller = anonymous(), at, ...detail } of entries) {
      const attribute = detail.reason ? toSystemAdmin : toActor;
      if (at === undefined) {
        await recordAudit(db, caller, { action, outcome: result }, { organizationId, ...detail }, attribute);
      } else
        await db.auditEntry.createMany({
          data: [
            {
              action,
              outcome: result,
              actorKind: "system",
              organizationId,
              requestId: randomUUID(),
              ipAddress: "",
              userAgent: "",
              entityType: detail.entityType ?? null,
              entityId: detail.entityId ?? null,
              createdAt: new Date(at),
            },
          ],
        });
    }
  });
}

const exportsOf = (organizationId: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { organizationId, action: "audit.export" },
      select: { outcome: true, userId: true, after: true },
    }),
  );

describe("an organization's audit log", () => {
  it("shows admins each entry's actor, action, entity, time, origin, request and result, newest first", async () => {
    const { organization, founder, caller, member } = await tenant();
    const asked = await caller();
    await removeMember(asked, { id: member.membership.id });
    await updateOrganization(await caller(), { name: "North Yard" });
    const { items, next_cursor } = await listAuditEntries(await caller(), {});
    expect(next_cursor).toBeNull();
    expect(items.map(({ action }) => action)).toEqual(["organizations.update", "memberships.remove"]);
    expect(items[1]).toEqual({
      id: expect.any(String),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      action: "memberships.remove",
      outcome: "ok",
      actor: { kind: "member", role: "org_admin", id: founder.user.id, name: founder.user.name },
      api_key: null,
      entity: { type: "membership", id: member.membership.id, name: null },
      request_id: asked.request.requestId,
      ip_address: asked.request.ipAddress,
      user_agent: asked.request.userAgent,
      reason: null,
      before: { user_id: member.user.id, role: "member" },
      after: null,
    });
    expect(items[0]?.entity).toEqual({ type: "organization", id: organization.id, name: null });
  });

  it("can be read, filtered and exported by admins only", async () => {
    const { organization, member } = await tenant();
    const reader = await createMember(organization, "readonly");
    for (const operation of [listAuditEntries, getAuditChoices, exportAuditLog]) {
      for (const person of [member, reader])
        expect(await outcomeOf(operation(await person.caller(), {}))).toBe("ACCESS_DENIED");
      expect(await outcomeOf(operation(anonymous(), {}))).toBe("UNAUTHORIZED");
      const stranger = await createPerson();
      for (const slug of [organization.slug, "no-such"]) {
        expect(await outcomeOf(operation(callerOf(await actorOf(stranger.session.token, slug)), {}))).toBe("NOT_FOUND");
      }
    }
    expect(await exportsOf(organization.id)).toEqual([]);
  });

  it("contains no entries or people of another organization, whatever the request", async () => {
    const [own, other] = [await tenant(), await tenant()];
    const entityId = randomUUID();
    await record(other.organization.id, [{ entityType: "thing", entityId, caller: await other.caller() }]);
    await record(own.organization.id, [{ action: "test.own" }]);
    const caller = await own.caller();
    expect((await listAuditEntries(caller, {})).items.map(({ action }) => action)).toEqual(["test.own"]);
    for (const filter of [{ entity_id: entityId }, { person: other.founder.user.id }, { action: "test.done" }]) {
      expect((await listAuditEntries(caller, filter)).items).toEqual([]);
      expect((await exportAuditLog(caller, filter)).items).toEqual([]);
    }
    const choices = await getAuditChoices(caller, {});
    expect(choices.people.map(({ id }) => id).sort()).toEqual([own.founder.user.id, own.member.user.id].sort());
    expect(await getAuditChoices(caller, { person: other.founder.user.id })).toEqual(choices);
    await record(other.organization.id, [{ action: "test.later" }]);
    const cursor = (await listAuditEntries(await other.caller(), { limit: 1 })).next_cursor;
    const beyond = (await listAuditEntries(caller, { cursor: cursor ?? "" })).items;
    expect(beyond.map(({ action }) => action)).toContain("test.own");
    expect(beyond.map(({ action }) => action)).not.toContain("test.done");
  });

  it("can be filtered by any member, even one whom a long list of members does not contain", async () => {
    const { organization, caller } = await tenant();
    const last = await createMember(organization, "member");
    await inSystemTransaction(async (db) => {
      await db.user.update({ where: { id: last.user.id }, data: { name: "Zz Last" } });
      const people = Array.from({ length: 500 }, (_, at) => ({ id: randomUUID(), name: `A ${at}`, email: uniqueEmail() }));
      await db.user.createMany({ data: people });
      await db.membership.createMany({
        data: people.map(({ id }) => ({ userId: id, organizationId: organization.id, role: "member" as const })),
      });
    });
    const ids = async (input: object) => (await getAuditChoices(await caller(), input)).people.map(({ id }) => id);
    expect(await ids({})).not.toContain(last.user.id);
    expect(await ids({ person: last.user.id })).toContain(last.user.id);
    expect(await ids({ person: (await createPerson()).user.id })).toEqual(await ids({}));
  });
});

describe("an actor from outside the organization", () => {
  /** Records one entry for each type of actor. Each actor has a different IP address. */
  async function crowd() {
    const { organization, caller, member } = await tenant();
    const [system, former, outsider] = [
      await createPerson(),
      await createMember(organization, "member"),
      await createPerson(),
    ];
    const callers = {
      member: await member.caller(),
      former_member: await former.caller(),
      member_as_admin: callerOf(await actorOf(member.session.token)),
      system_admin: callerOf(await actorOf(system.session.token), { userAgent: "Secret/1.0" }),
      outsider: callerOf(await actorOf(outsider.session.token), { userAgent: "Secret/2.0" }),
    };
    await record(organization.id, [
      { action: "test.member", caller: callers.member },
      { action: "test.former", caller: callers.former_member },
      { action: "test.admin", caller: callers.system_admin, reason: "They asked us to" },
      { action: "test.member-as-admin", caller: callers.member_as_admin, reason: "On duty" },
      { action: "test.outsider", caller: callers.outsider },
      { action: "test.nobody", caller: anonymous() },
      {
        action: "test.system",
        caller: { actor: { kind: "system" }, request: someRequest({ ipAddress: "system", userAgent: "" }) },
      },
    ]);
    await removeMember(await caller(), { id: former.membership.id });
    return {
      organization,
      caller,
      callers,
      ids: { system: system.user.id, outsider: outsider.user.id, former: former.user.id, member: member.user.id },
    };
  }

  it("is shown without name, id, IP address and browser, in the list and in both exports", async () => {
    const { caller, callers, ids } = await crowd();
    const asked = await caller();
    const { items } = await listAuditEntries(asked, { action: "test." });
    expect(Object.fromEntries(items.map(({ action, actor }) => [action, actor]))).toEqual({
      "test.member": { kind: "member", role: "member", id: ids.member, name: "Mo Example" },
      "test.former": { kind: "former_member", role: "member", id: ids.former, name: null },
      "test.admin": { kind: "system_admin", role: null, id: null, name: null },
      "test.member-as-admin": { kind: "system_admin", role: null, id: null, name: null },
      "test.outsider": { kind: "outsider", role: null, id: null, name: null },
      "test.nobody": { kind: "outsider", role: null, id: null, name: null },
      "test.system": { kind: "system", role: null, id: null, name: null },
    });
    for (const { actor, ip_address, user_agent } of items) {
      const isKnown = actor.id !== null;
      expect([ip_address !== null, user_agent !== null]).toEqual([isKnown, isKnown]);
    }
    expect(items.find(({ action }) => action === "test.admin")?.reason).toBe("They asked us to");
    const texts = [JSON.stringify(items)];
    for (const format of ["csv", "json"])
      texts.push(auditFile(await exportAuditLog(asked, { format, action: "test." })).body);
    for (const text of texts) {
      expect(text).toContain(ids.member);
      const secrets = [
        ids.system,
        ids.outsider,
        callers.system_admin.request.ipAddress,
        callers.outsider.request.ipAddress,
        "Secret/",
      ];
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  it("is shown as a former member in the entries from their time as a member, however they joined and left", async () => {
    const email = uniqueEmail("gone");
    await signUp(anonymous(), { name: "Gone Example", email, password: PASSWORD });
    const { userId } = await verifyEmail(anonymous(), { token: await mailedToken(email), password: PASSWORD });
    const { session } = await signIn(anonymous(), { email, password: PASSWORD });
    const leaver = async () => callerOf(await actorOf(session.token));
    const inviting = await invitingTenant();
    await acceptInvitation(await leaver(), { token: (await inviting.invite(email)).token });
    await createOrganization(await leaver(), { name: "Founded" });
    const organizations = await inSystemTransaction((db) =>
      db.organization.findMany({ where: { memberships: { some: { userId } } }, select: { id: true, slug: true } }),
    );
    const logs = await Promise.all(
      organizations.map(async ({ id, slug }) => {
        const admin = await createMember({ id, slug }, "org_admin");
        await record(id, [{ action: "test.outsider", caller: await leaver() }]);
        return { admin };
      }),
    );
    await deleteAccount(await leaver(), { confirm: email, current_password: PASSWORD });
    const seen: string[] = [];
    for (const { admin } of logs) {
      const { items } = await listAuditEntries(await admin.caller(), {});
      const byThem = items.filter(({ actor }) => actor.kind === "former_member");
      for (const { actor } of byThem) expect(actor).toMatchObject({ kind: "former_member", id: userId, name: null });
      expect(items.find(({ action }) => action === "test.outsider")?.actor).toEqual({
        kind: "outsider",
        role: null,
        id: null,
        name: null,
      });
      const found = await listAuditEntries(await admin.caller(), { person: userId });
      expect(found.items).toEqual(byThem);
      seen.push(byThem.map(({ action, actor }) => `${action} as ${actor.role ?? "?"}`).join(" < "));
    }
    expect(seen.sort()).toEqual([
      "memberships.leave as member < invitations.accept as member",
      "memberships.leave as org_admin < auth.verify-email as org_admin",
      "memberships.leave as org_admin < organizations.create as org_admin",
    ]);
  });

  it("cannot be found by user id, because a match would identify the actor", async () => {
    const { caller, ids } = await crowd();
    const found = async (person: string) =>
      (await listAuditEntries(await caller(), { person, action: "test." })).items.map(({ action }) => action);
    expect(await found(ids.system)).toEqual([]);
    expect(await found(ids.outsider)).toEqual([]);
    expect(await found(ids.former)).toEqual(["test.former"]);
    expect(await found(ids.member)).toEqual(["test.member"]);
    expect((await exportAuditLog(await caller(), { person: ids.system })).items).toEqual([]);
  });

  it("is shown in full through a system handle, for the console", async () => {
    const { organization, callers, ids } = await crowd();
    const { items } = await inSystemTransaction((db) =>
      readAuditPage(db, { person: ids.system, action: "test." }, { limit: 10 }),
    );
    expect(items).toMatchObject([
      {
        organizationId: organization.id,
        userId: ids.system,
        ipAddress: callers.system_admin.request.ipAddress,
        reason: "They asked us to",
      },
    ]);
  });
});

describe("a filter of the audit log", () => {
  async function filled() {
    const { organization, caller, member } = await tenant();
    const id = randomUUID();
    await record(organization.id, [
      { action: "alpha.one", at: "2026-03-01T00:00:00.000Z" },
      { action: "alpha.two", at: "2026-03-01T23:59:59.999Z", entityType: "thing", entityId: id },
      { action: "alphabet.one", at: "2026-03-02T00:00:00.000Z", outcome: "LAST_ORG_ADMIN" },
      { action: "beta.one", at: "2026-03-02T12:00:00.000Z", outcome: "NOT_FOUND", entityType: "other", entityId: id },
      { action: "gamma.one", caller: await member.caller() },
    ]);
    const found = async (filter: object) =>
      (await listAuditEntries(await caller(), filter)).items.map(({ action }) => action).reverse();
    return { found, caller, id, member };
  }

  it("matches action, person, entity, result and time, alone and combined", async () => {
    const { found, id, member } = await filled();
    expect(await found({ action: "alpha." })).toEqual(["alpha.one", "alpha.two"]);
    expect(await found({ action: "alpha" })).toEqual(["alpha.one", "alpha.two", "alphabet.one"]);
    expect(await found({ action: "alpha.two" })).toEqual(["alpha.two"]);
    expect(await found({ person: member.user.id })).toEqual(["gamma.one"]);
    expect(await found({ entity_id: id })).toEqual(["alpha.two", "beta.one"]);
    expect(await found({ entity_id: id, entity_type: "other" })).toEqual(["beta.one"]);
    expect(await found({ outcome: "refused" })).toEqual(["alphabet.one", "beta.one"]);
    expect(await found({ outcome: "NOT_FOUND" })).toEqual(["beta.one"]);
    expect(await found({ outcome: "ok", to: "2026-03-31" })).toEqual(["alpha.one", "alpha.two"]);
    expect(await found({ outcome: "refused", action: "beta.", from: "2026-03-02" })).toEqual(["beta.one"]);
  });

  it("accepts days and exact times as its start and end, and includes both", async () => {
    const { found } = await filled();
    expect(await found({ from: "2026-03-01", to: "2026-03-01" })).toEqual(["alpha.one", "alpha.two"]);
    expect(await found({ to: "2026-03-01" })).toEqual(["alpha.one", "alpha.two"]);
    expect(await found({ from: "2026-03-02", to: "2026-03-02" })).toEqual(["alphabet.one", "beta.one"]);
    expect(await found({ from: "2026-03-01T23:59:59.999Z", to: "2026-03-02T00:00:00Z" })).toEqual([
      "alpha.two",
      "alphabet.one",
    ]);
    expect(await found({ from: "2026-03-02T14:00:00+02:00", to: "2026-03-02" })).toEqual(["beta.one"]);
    expect(await found({ from: "2026-03-02", to: "2026-03-01" })).toEqual([]);
  });

  it.each([
    { action: "%" },
    { action: "_lpha" },
    { action: "a\u0000" },
    { action: "" },
    { action: "A" },
    { action: "x".repeat(101) },
    { person: "me" },
    { person: "" },
    { entity_type: "a b" },
    { entity_id: "a'b" },
    { entity_id: "\u0000" },
    { outcome: "OK" },
    { outcome: "" },
    { from: "yesterday" },
    { from: "2026-02-30" },
    { from: "" },
    { to: "9999-12-31" },
    { to: "0001-01-01" },
    { from: "2026-03-01T00:00:00" },
    { to: "+275760-09-13" },
    { limit: 0 },
    { limit: 101 },
    { limit: "x" },
    { organization_id: randomUUID() },
    { organizationId: randomUUID() },
    { only: {} },
  ])("is refused if invalid: %j", async (filter) => {
    const { organization, caller } = await tenant();
    expect(await outcomeOf(listAuditEntries(await caller(), filter))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(exportAuditLog(await caller(), filter))).toBe("VALIDATION_ERROR");
    expect(await exportsOf(organization.id)).toEqual([]);
  });
});

describe("the audit log's pages", () => {
  it("contain every entry once, in order, even if many were written in the same millisecond", async () => {
    const { organization, caller } = await tenant();
    const at = "2026-03-01T00:00:00.000Z";
    await record(organization.id, [
      ...Array.from({ length: 7 }, () => ({ at })),
      { at: "2026-03-01T00:00:00.001Z" },
      { at: "2026-02-28T23:59:59.999Z" },
    ]);
    const seen: { id: string; created_at: string }[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof listAuditEntries>> = await listAuditEntries(
        await caller(),
        cursor === "" ? { limit: 2 } : { limit: "2", cursor },
      );
      seen.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(seen).toHaveLength(9);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(9);
    const order = seen.map(({ created_at, id }) => `${created_at} ${id}`);
    expect(order).toEqual(order.toSorted().reverse());
  });
});

describe("an audit export", () => {
  it("contains the entries of the filtered list, and is audited once, with its filter and without names", async () => {
    const { organization, founder, caller } = await tenant();
    await record(organization.id, [{ action: "alpha.one", at: "2026-03-01T10:00:00.000Z" }, { action: "beta.one" }]);
    const exported = await exportAuditLog(await caller(), { format: "json", action: "alpha.", to: "2026-03-01" });
    const listed = await listAuditEntries(await caller(), { action: "alpha." });
    expect(exported).toMatchObject({
      organization: organization.slug,
      format: "json",
      isComplete: true,
      items: listed.items,
    });
    expect(await exportsOf(organization.id)).toEqual([
      {
        outcome: "ok",
        userId: founder.user.id,
        after: { format: "json", entries: 1, complete: true, filters: { action: "alpha.", to: "2026-03-02T00:00:00.000Z" } },
      },
    ]);
  });

  it("is audited twice if run twice at the same time, and refused if run too often", async () => {
    const { organization, caller } = await tenant();
    await Promise.all([exportAuditLog(await caller(), {}), exportAuditLog(await caller(), {})]);
    expect(await exportsOf(organization.id)).toHaveLength(2);
    for (let count = 0; count < 8; count += 1) await exportAuditLog(await caller(), {});
    expect(await outcomeOf(exportAuditLog(await caller(), {}))).toBe("RATE_LIMITED");
    expect(await exportsOf(organization.id)).toHaveLength(10);
  });

  it("is not delivered if it cannot be audited", async () => {
    const { caller } = await tenant();
    const asked = await caller();
    expect(await withFailingAudit("audit.export", () => outcomeOf(exportAuditLog(asked, {})))).toBe("INTERNAL_ERROR");
  });

  it("stops after the ten thousand newest entries, and says so", async () => {
    const { organization, caller } = await tenant();
    await inSystemTransaction(
      (db) => db.$executeRaw`
      INSERT INTO audit_log (id, organization_id, actor_kind, request_id, action, outcome, ip_address, user_agent, created_at)
      SELECT gen_random_uuid(), ${organization.id}::uuid, 'system', gen_random_uuid(), 'test.' || CASE WHEN n > 10000 THEN 'old' ELSE 'new' END,
             'ok', '', '', now() - make_interval(secs => n)
        FROM generate_series(1, 10001) AS n`,
    );
    const { items, isComplete } = await exportAuditLog(await caller(), {});
    expect([items.length, isComplete]).toEqual([10_000, false]);
    expect(new Set(items.map(({ action }) => action))).toEqual(new Set(["test.new"]));
  });
});
