import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Caller, OrganizationActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { resolveSession } from "@/lib/auth/sessions/resolve-session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { anonymous, actorOf, callerOf, createMember, createPerson, PASSWORD } from "@/tests/factories/callers";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { withFailingAudit } from "@/tests/factories/failing-audit";
import { outcomeOf } from "@/tests/factories/outcome";
import { createOrganization, createOrganizationFor } from "./create-organization";
import { deleteOrganization } from "./delete-organization";
import { getOrganization } from "./get-organization";
import { getOrganizationSettings } from "./get-organization-settings";
import { listMyOrganizations } from "./list-my-organizations";
import { switchOrganization } from "./switch-organization";
import { updateOrganization } from "./update-organization";

type Person = Awaited<ReturnType<typeof createPerson>>;

const inOrganization = async ({ session, organization }: Person) =>
  callerOf(await actorOf(session.token, organization.slug));
const asPerson = async ({ session }: Person) => callerOf(await actorOf(session.token));

/** The rows of an organization that are left in the database. */
const remains = (id: string) =>
  inSystemTransaction(async (db) => ({
    organization: await db.organization.findUnique({ where: { id }, select: { name: true, slug: true, suspendedAt: true } }),
    memberships: await db.membership.count({ where: { organizationId: id } }),
    ofFeatures: await Promise.all(FIXTURES.map(({ count }) => count(db, id))),
    invitations: await db.invitation.count({ where: { organizationId: id } }),
    rememberedBy: await db.user.count({ where: { lastOrganizationId: id } }),
  }));

const auditOf = (entityId: string, action: string) =>
  inSystemTransaction((db) =>
    db.auditEntry.findMany({
      where: { entityId, action },
      select: { outcome: true, userId: true, organizationId: true, entityType: true, before: true, after: true },
    }),
  );

const suspend = (id: string) =>
  inSystemTransaction((db) =>
    db.organization.update({ where: { id }, data: { suspendedAt: new Date() }, select: { id: true } }),
  );

const remembered = (userId: string) =>
  inSystemTransaction(
    async (db) =>
      (await db.user.findUniqueOrThrow({ where: { id: userId }, select: { lastOrganizationId: true } })).lastOrganizationId,
  );

/** A second organization of the same user. */
async function another({ user }: Person, name = "Second Gate") {
  return inSystemTransaction((db) => createOrganizationFor(db, user, name));
}

const PERSONAL = "Ada Example's organization";

describe("an organization", () => {
  it("shows each member their own role, and shows its settings to admins only", async () => {
    const founder = await createPerson();
    const { id, slug } = founder.organization;
    const expected = { id, slug, name: PERSONAL, is_personal: true, created_at: expect.stringMatching(/^\d{4}-.*Z$/) };
    expect(await getOrganization(await inOrganization(founder), {})).toEqual({ ...expected, role: "org_admin" });
    expect(await getOrganizationSettings(await inOrganization(founder), {})).toEqual({ ...expected, role: "org_admin" });
    for (const role of ["readonly", "member"] as const) {
      const member = await createMember(founder.organization, role);
      expect(await getOrganization(await member.caller(), {})).toEqual({ ...expected, role });
      expect(await outcomeOf(getOrganizationSettings(await member.caller(), {}))).toBe("ACCESS_DENIED");
    }
  });

  it("responds to non-members as if it did not exist, and refuses anonymous callers with UNAUTHORIZED", async () => {
    const [stranger, { organization }] = [await createPerson(), await createPerson()];
    const tries: [Operation<OrganizationActor, unknown>, object][] = [
      [getOrganization, {}],
      [getOrganizationSettings, {}],
      [updateOrganization, { name: "Mine" }],
      [deleteOrganization, { name: PERSONAL }],
    ];
    for (const slug of [organization.slug, "no-such-organization", "a\u0000b", "", "%"]) {
      const caller = callerOf(await actorOf(stranger.session.token, slug));
      for (const [operation, input] of tries) expect(await outcomeOf(operation(caller, input))).toBe("NOT_FOUND");
    }
    for (const [operation, input] of tries) expect(await outcomeOf(operation(anonymous(), input))).toBe("UNAUTHORIZED");
    expect(await remains(organization.id)).toMatchObject({ organization: { name: PERSONAL }, memberships: 1 });
  });

  it("refuses its members' requests while it is suspended", async () => {
    const founder = await createPerson();
    await suspend(founder.organization.id);
    const caller = await inOrganization(founder);
    for (const work of [
      getOrganization(caller, {}),
      getOrganizationSettings(caller, {}),
      updateOrganization(caller, { name: "New" }),
      deleteOrganization(caller, { name: PERSONAL }),
    ])
      expect(await outcomeOf(work)).toBe("ORGANIZATION_SUSPENDED");
    expect((await remains(founder.organization.id)).organization?.name).toBe(PERSONAL);
  });
});

describe("renaming an organization", () => {
  it("normalizes the name, keeps the slug, and is audited once without the name", async () => {
    const founder = await createPerson();
    const { id, slug } = founder.organization;
    await updateOrganization(await inOrganization(founder), { name: "  North   Yard " });
    expect((await remains(id)).organization).toMatchObject({ name: "North Yard", slug });
    expect(await auditOf(id, "organizations.update")).toEqual([
      {
        outcome: "ok",
        userId: founder.user.id,
        organizationId: id,
        entityType: "organization",
        before: null,
        after: { changed: ["name"] },
      },
    ]);
  });

  it.each([
    {},
    { name: "" },
    { name: " " },
    { name: "x".repeat(81) },
    { name: "a\u202eb" },
    { name: 7 },
    { name: "A", slug: "mine" },
    { name: "A", is_personal: false },
  ])("refuses %j", async (input) => {
    const founder = await createPerson();
    expect(await outcomeOf(updateOrganization(await inOrganization(founder), input))).toBe("VALIDATION_ERROR");
    expect((await remains(founder.organization.id)).organization?.name).toBe(PERSONAL);
    expect(await auditOf(founder.organization.id, "organizations.update")).toEqual([]);
  });

  it("is refused for a member, and for a former admin whose request began before the demotion", async () => {
    const founder = await createPerson();
    const [member, admin] = [
      await createMember(founder.organization, "member"),
      await createMember(founder.organization, "org_admin"),
    ];
    expect(await outcomeOf(updateOrganization(await member.caller(), { name: "New" }))).toBe("ACCESS_DENIED");
    const late = await admin.caller();
    await inSystemTransaction((db) =>
      db.membership.update({ where: { id: admin.membership.id }, data: { role: "member" }, select: { id: true } }),
    );
    expect(await outcomeOf(updateOrganization(late, { name: "New" }))).toBe("ACCESS_DENIED");
    expect(await outcomeOf(deleteOrganization(late, { name: PERSONAL }))).toBe("ACCESS_DENIED");
    expect((await remains(founder.organization.id)).organization?.name).toBe(PERSONAL);
  });

  it("has no effect if it cannot be audited", async () => {
    const founder = await createPerson();
    const caller = await inOrganization(founder);
    expect(
      await withFailingAudit("organizations.update", () => outcomeOf(updateOrganization(caller, { name: "New" }))),
    ).toBe("INTERNAL_ERROR");
    expect((await remains(founder.organization.id)).organization?.name).toBe(PERSONAL);
  });

  it("is audited twice if requested twice at the same time, and keeps one of the two names", async () => {
    const founder = await createPerson();
    const callers = [await inOrganization(founder), await inOrganization(founder)];
    await Promise.all(callers.map((caller, at) => updateOrganization(caller, { name: `Name ${at}` })));
    expect((await remains(founder.organization.id)).organization?.name).toMatch(/^Name [01]$/);
    expect(await auditOf(founder.organization.id, "organizations.update")).toHaveLength(2);
  });
});

describe("deleting an organization", () => {
  const NOTHING = {
    organization: null,
    memberships: 0,
    ofFeatures: FIXTURES.map(() => 0),
    invitations: 0,
    rememberedBy: 0,
  };
  const FURNISHINGS = {
    memberships: 2,
    ofFeatures: FIXTURES.map(() => 1),
    invitations: 1,
  };

  /** An organization with a member, their content and an invitation. */
  async function furnished() {
    const founder = await createPerson();
    const { id } = founder.organization;
    const member = await createMember(founder.organization, "member");
    await inSystemTransaction(async (db) => {
      for (const { insert } of FIXTURES) await insert(db, { organizationId: id, authorId: member.user.id });
      const hash = new Uint8Array(Buffer.from(randomUUID().replaceAll("-", "").repeat(2), "hex"));
      const invitation = {
        email: "new@example.com",
        openEmail: "new@example.com",
        role: "member" as const,
        tokenHash: hash,
      };
      await db.invitation.createMany({
        data: [{ organizationId: id, ...invitation, expiresAt: new Date(Date.now() + 60_000) }],
      });
      await db.user.update({ where: { id: member.user.id }, data: { lastOrganizationId: id }, select: { id: true } });
    });
    return { founder, member, id };
  }

  it("deletes all of the organization's data, but no accounts, sessions, audit entries or other organizations", async () => {
    const [{ founder, member, id }, other] = [await furnished(), await furnished()];
    await updateOrganization(await inOrganization(founder), { name: "North Yard" });
    await deleteOrganization(await inOrganization(founder), { name: "North Yard" });
    expect(await remains(id)).toEqual(NOTHING);
    expect(await remains(other.id)).toMatchObject({ ...FURNISHINGS, rememberedBy: 2 });
    for (const { session } of [founder, member])
      expect((await resolveSession(session.token, founder.organization.slug))?.kind).toBe("user");
    expect(await auditOf(id, "organizations.delete")).toEqual([
      {
        outcome: "ok",
        userId: founder.user.id,
        organizationId: id,
        entityType: "organization",
        before: { members: 2, is_personal: true },
        after: null,
      },
    ]);
    expect(await auditOf(id, "organizations.update")).toHaveLength(1);
  });

  it.each(["", "ada example's organization", "Ada Example", `${PERSONAL}!`, "x".repeat(401), `${PERSONAL}\u0000`])(
    "is refused if the confirmation is %j",
    async (name) => {
      const { founder, id } = await furnished();
      expect(await outcomeOf(deleteOrganization(await inOrganization(founder), { name }))).toBe("VALIDATION_ERROR");
      expect(await remains(id)).toMatchObject(FURNISHINGS);
      expect(await auditOf(id, "organizations.delete")).toEqual([]);
    },
  );

  it("accepts a confirmation with the quotation marks and spaces of a phone keyboard", async () => {
    const { founder, id } = await furnished();
    await deleteOrganization(await inOrganization(founder), { name: " Ada  Example\u2019s organization " });
    expect((await remains(id)).organization).toBeNull();
  });

  it("is allowed for admins only", async () => {
    const { founder, member, id } = await furnished();
    const reader = await createMember(founder.organization, "readonly");
    for (const each of [member, reader]) {
      expect(await outcomeOf(deleteOrganization(await each.caller(), { name: PERSONAL }))).toBe("ACCESS_DENIED");
    }
    expect((await remains(id)).organization).not.toBeNull();
  });

  it("succeeds once, and is audited once, if requested twice at the same time", async () => {
    for (let run = 0; run < 5; run += 1) {
      const { founder, id } = await furnished();
      const callers = [await inOrganization(founder), await inOrganization(founder)];
      const outcomes = await Promise.all(callers.map((caller) => outcomeOf(deleteOrganization(caller, { name: PERSONAL }))));
      expect(outcomes.sort()).toEqual(["NOT_FOUND", "ok"]);
      expect(await auditOf(id, "organizations.delete")).toHaveLength(1);
    }
  });

  it("has no effect if it cannot be audited", async () => {
    const { founder, id } = await furnished();
    const caller = await inOrganization(founder);
    expect(
      await withFailingAudit("organizations.delete", () => outcomeOf(deleteOrganization(caller, { name: PERSONAL }))),
    ).toBe("INTERNAL_ERROR");
    expect(await remains(id)).toMatchObject({ ...FURNISHINGS, rememberedBy: 2 });
  });

  it("leaves no dangling references and causes no internal error while members switch to the organization", async () => {
    for (let run = 0; run < 10; run += 1) {
      const { founder, member, id } = await furnished();
      const switching = { organization: founder.organization.slug };
      const [deletion, ...switches] = await Promise.all([
        outcomeOf(deleteOrganization(await inOrganization(founder), { name: PERSONAL })),
        outcomeOf(switchOrganization(await member.caller(), switching)),
        outcomeOf(switchOrganization(await asPerson(founder), switching)),
      ]);
      expect(deletion).toBe("ok");
      for (const each of switches) expect(["ok", "NOT_FOUND"]).toContain(each);
      expect((await remains(id)).rememberedBy).toBe(0);
    }
  });
});

describe("creating another organization", () => {
  afterEach(() => {
    delete (globalThis as { gatehouseEnv?: unknown }).gatehouseEnv;
  });

  it("makes the creator an admin, remembers the new organization as their last one, and is audited once", async () => {
    const person = await createPerson();
    const made = await createOrganization(await asPerson(person), { name: " North  Yard " });
    expect(made).toEqual({
      id: expect.any(String),
      slug: expect.stringMatching(/^north-yard-[a-z2-7]{8}$/),
      name: "North Yard",
      is_personal: false,
      created_at: expect.any(String),
      role: "org_admin",
    });
    expect(await getOrganization(callerOf(await actorOf(person.session.token, made.slug)), {})).toEqual(made);
    expect(await remembered(person.user.id)).toBe(made.id);
    expect(await auditOf(made.id, "organizations.create")).toEqual([
      {
        outcome: "ok",
        userId: person.user.id,
        organizationId: made.id,
        entityType: "organization",
        before: null,
        after: null,
      },
    ]);
  });

  it("is refused for anonymous callers, accepts only a name, and is limited to ten a day for each user", async () => {
    const person = await createPerson();
    const caller = await asPerson(person);
    expect(await outcomeOf(createOrganization(anonymous(), { name: "A" }))).toBe("UNAUTHORIZED");
    for (const input of [
      {},
      { name: "" },
      { name: "A", slug: "stonebridge" },
      { name: "A", is_personal: true },
      { name: "x".repeat(81) },
    ]) {
      expect(await outcomeOf(createOrganization(caller, input))).toBe("VALIDATION_ERROR");
    }
    const outcomes: string[] = [];
    for (let count = 0; count < 11; count += 1) outcomes.push(await outcomeOf(createOrganization(caller, { name: "A" })));
    expect(outcomes).toEqual([...Array.from({ length: 10 }, () => "ok"), "RATE_LIMITED"]);
    expect((await listMyOrganizations(caller, {})).items).toHaveLength(11);
    expect(await outcomeOf(createOrganization(await asPerson(await createPerson()), { name: "A" }))).toBe("ok");
  });

  it("creates two organizations, each audited once, if requested twice at the same time", async () => {
    const person = await createPerson();
    const made = await Promise.all([1, 2].map(async () => createOrganization(await asPerson(person), { name: "A" })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(2);
    for (const { id } of made) expect(await auditOf(id, "organizations.create")).toHaveLength(1);
  });

  it("has no effect if it cannot be audited", async () => {
    const person = await createPerson();
    const caller = await asPerson(person);
    expect(await withFailingAudit("organizations.create", () => outcomeOf(createOrganization(caller, { name: "A" })))).toBe(
      "INTERNAL_ERROR",
    );
    expect((await listMyOrganizations(caller, {})).items).toHaveLength(1);
    expect(await remembered(person.user.id)).toBe(person.organization.id);
  });

  it("is refused in the mode in which only system admins create organizations", async () => {
    const person = await createPerson();
    const caller = await asPerson(person);
    delete (globalThis as { gatehouseEnv?: unknown }).gatehouseEnv;
    vi.stubEnv("APP_MODE", "b2b");
    for (const input of [{ name: "A" }, {}]) expect(await outcomeOf(createOrganization(caller, input))).toBe("NOT_FOUND");
    expect((await listMyOrganizations(caller, {})).items).toHaveLength(1);
  });
});

describe("a user's own organizations", () => {
  it("are listed page by page with the user's role, without organizations of others", async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const second = await another(person);
    await suspend(second.id);
    await inSystemTransaction((db) =>
      db.membership.create({
        data: { organizationId: other.organization.id, userId: person.user.id, role: "readonly" },
        select: { id: true },
      }),
    );
    const caller = await asPerson(person);
    const first = await listMyOrganizations(caller, { limit: 2 });
    const rest = await listMyOrganizations(caller, { limit: 2, cursor: first.next_cursor ?? "" });
    expect(rest.next_cursor).toBeNull();
    const all = [...first.items, ...rest.items];
    expect(all.map(({ id, role, suspended }) => [id, role, suspended])).toEqual(
      [
        [person.organization.id, "org_admin", false],
        [other.organization.id, "readonly", false],
        [second.id, "org_admin", true],
      ].sort(([a], [b]) => String(a).localeCompare(String(b))),
    );
    expect((await listMyOrganizations(await asPerson(other), {})).items.map(({ id }) => id)).toEqual([
      other.organization.id,
    ]);
    expect(await outcomeOf(listMyOrganizations(anonymous(), {}))).toBe("UNAUTHORIZED");
  });
});

describe("switching the organization", () => {
  it("is remembered and audited once, and puts the organization first at the next sign-in", async () => {
    const person = await createPerson();
    const second = await another(person);
    expect(await remembered(person.user.id)).toBe(second.id);
    const { slug, id } = person.organization;
    expect(await switchOrganization(await asPerson(person), { organization: slug })).toEqual({ id, slug });
    expect(await remembered(person.user.id)).toBe(id);
    expect(await auditOf(id, "organizations.switch")).toEqual([
      { outcome: "ok", userId: person.user.id, organizationId: null, entityType: "organization", before: null, after: null },
    ]);
    const { organizations } = await signIn(anonymous(), { email: person.user.email, password: PASSWORD });
    expect(organizations.map((each) => each.slug)).toEqual([slug, second.slug]);
  });

  it("is limited to the user's own organizations, and treats foreign, unknown and malformed slugs alike", async () => {
    const [person, other] = [await createPerson(), await createPerson()];
    const caller = await asPerson(person);
    for (const organization of [
      other.organization.slug,
      "no-such",
      "",
      "..",
      "%",
      "a\u0000b",
      person.organization.slug.toUpperCase(),
      person.organization.id,
    ]) {
      expect(await outcomeOf(switchOrganization(caller, { organization }))).toBe("NOT_FOUND");
    }
    expect(
      await outcomeOf(switchOrganization(caller, { organization: person.organization.slug, user: other.user.id })),
    ).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(switchOrganization(anonymous(), { organization: person.organization.slug }))).toBe(
      "UNAUTHORIZED",
    );
    expect(await remembered(person.user.id)).toBe(person.organization.id);
    expect(await auditOf(other.organization.id, "organizations.switch")).toEqual([]);
  });

  it("is refused for a suspended organization", async () => {
    const person = await createPerson();
    const second = await another(person);
    await suspend(person.organization.id);
    expect(await outcomeOf(switchOrganization(await asPerson(person), { organization: person.organization.slug }))).toBe(
      "ORGANIZATION_SUSPENDED",
    );
    expect(await remembered(person.user.id)).toBe(second.id);
  });

  it("has no effect if it cannot be audited", async () => {
    const person = await createPerson();
    const second = await another(person);
    const caller = await asPerson(person);
    const work = () => outcomeOf(switchOrganization(caller, { organization: person.organization.slug }));
    expect(await withFailingAudit("organizations.switch", work)).toBe("INTERNAL_ERROR");
    expect(await remembered(person.user.id)).toBe(second.id);
  });

  it("remembers one of two organizations chosen at the same time, and is audited once for each", async () => {
    const person = await createPerson();
    const second = await another(person);
    const callers: [Caller, { id: string; slug: string }][] = [
      [await asPerson(person), person.organization],
      [await asPerson(person), second],
    ];
    await Promise.all(callers.map(([caller, { slug }]) => switchOrganization(caller, { organization: slug })));
    expect([person.organization.id, second.id]).toContain(await remembered(person.user.id));
    for (const [, { id }] of callers) expect(await auditOf(id, "organizations.switch")).toHaveLength(1);
  });
});
