// The database itself records the actor, the session and the time of an audit entry. No statement in an organization's
// transaction can set these columns.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSystemTransaction, inTenantTransaction, type TenantActor } from "@/lib/db/transaction";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { actorOf, callerOf, createMember, createPerson } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";

type Person = Awaited<ReturnType<typeof createPerson>>;

/** Columns of the log, each with a value that a statement might try to set. */
const CLAIMS: Record<string, string> = {
  created_at: "'2001-01-01'",
  actor_kind: "'system'",
  actor_standing: "'system'",
  user_id: "gen_random_uuid()",
  session_id: "gen_random_uuid()",
  session_user_id: "gen_random_uuid()",
  token_family_id: "gen_random_uuid()",
  api_key_id: "gen_random_uuid()",
};
const asKey = { actorKind: "key", actorStanding: "member", apiKeyId: randomUUID() };
const COLUMNS = "id, organization_id, request_id, action, outcome, ip_address, user_agent";

const none = { sessionId: null, tokenFamilyId: null, apiKeyId: null };

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
let person: Person;
let actor: TenantActor & { standing: string };

beforeAll(async () => {
  await superuser.connect();
  person = await createPerson();
  actor = { kind: "member", userId: person.user.id, ...none, sessionId: randomUUID(), standing: "member" };
});
afterAll(() => superuser.end());

const valuesOf = (action: string) =>
  `gen_random_uuid(), '${person.organization.id}', gen_random_uuid(), '${action}', 'ok', '', ''`;

/** Runs raw SQL as if it had been injected into an organization's transaction. */
async function insert(client: pg.Client, sql: string, told = actor): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(
      `SELECT set_config('app.organization_id', $1, true), set_config('app.actor_kind', $2, true), set_config('app.user_id', $3, true),
              set_config('app.session_id', $4, true), set_config('app.actor_standing', $5, true), set_config('app.token_family_id', $6, true),
              set_config('app.api_key_id', $7, true), set_config('role', tenant_role(), true)`,
      [
        ...[person.organization.id, told.kind, told.userId ?? "", told.sessionId ?? "", told.standing],
        ...[told.tokenFamilyId ?? "", told.apiKeyId ?? ""],
      ],
    );
    await client.query(sql);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

const entry = (action: string) => inSystemTransaction((db) => db.auditEntry.findFirstOrThrow({ where: { action } }));

describe("an organization's audit entry", () => {
  it.each(Object.entries(CLAIMS))("is refused if the statement sets %s", async (column, value) => {
    const sql = `INSERT INTO audit_log (${COLUMNS}, ${column}) VALUES (${valuesOf("test.claimed")}, ${value})`;
    await expect(insert(superuser, sql)).rejects.toThrow("permission denied");
  });

  it("gets the transaction's actor, standing, session and time", async () => {
    const action = `test.${randomUUID()}`;
    const before = Date.now() - 60_000;
    await insert(superuser, `INSERT INTO audit_log (${COLUMNS}) VALUES (${valuesOf(action)})`);
    const found = await entry(action);
    expect(found).toMatchObject({
      actorKind: "member",
      actorStanding: "member",
      userId: actor.userId,
      sessionId: actor.sessionId,
      sessionUserId: actor.userId,
    });
    expect(found.createdAt.getTime()).toBeGreaterThan(before);
  });

  it("gets the access token or the API key that the transaction was opened for, and an organization's key has no user", async () => {
    const [tokenFamilyId, apiKeyId] = [randomUUID(), randomUUID()];
    const byToken = { ...actor, ...none, tokenFamilyId };
    const byPersonalKey = { ...actor, ...none, apiKeyId };
    const byKey = { ...byPersonalKey, kind: "key", userId: null };
    for (const told of [byToken, byPersonalKey, byKey]) {
      const action = `test.${randomUUID()}`;
      await insert(superuser, `INSERT INTO audit_log (${COLUMNS}) VALUES (${valuesOf(action)})`, told);
      const { kind: actorKind, standing: actorStanding, userId, ...ids } = told;
      expect(await entry(action)).toMatchObject({ actorKind, actorStanding, userId, sessionUserId: userId, ...ids });
    }
  });

  it("is refused in a transaction without an actor", async () => {
    const sql = `INSERT INTO audit_log (${COLUMNS}) VALUES (${valuesOf("test.nobody")})`;
    await expect(insert(superuser, sql, { kind: "", userId: null, ...none, standing: "" })).rejects.toThrow("actor_kind");
    const writing = inTenantTransaction(person.organization.id, (db) =>
      db.auditEntry.createMany({
        data: [
          {
            organizationId: person.organization.id,
            requestId: randomUUID(),
            action: "test.nobody",
            outcome: "ok",
            ipAddress: "",
            userAgent: "",
          },
        ],
      }),
    );
    await expect(writing).rejects.toThrow("actor_kind");
  });

  it("names the caller of an operation", async () => {
    const member = await actorOf(person.session.token, person.organization.slug);
    await updateOrganization(callerOf(member), { name: "Another House" });
    const found = await inSystemTransaction((db) =>
      db.auditEntry.findFirstOrThrow({ where: { entityId: person.organization.id, action: "organizations.update" } }),
    );
    const session = { sessionId: member.credential.id, sessionUserId: member.user.id };
    expect(found).toMatchObject({
      actorKind: "member",
      actorStanding: "org_admin",
      userId: member.user.id,
      organizationId: person.organization.id,
      ...session,
    });
  });

  it("records the member's role under the lock, not the role at the start of the request", async () => {
    const member = await createMember(person.organization, "readonly");
    const asked = await member.caller();
    await inSystemTransaction((db) =>
      db.membership.update({ where: { id: member.membership.id }, data: { role: "org_admin" }, select: { id: true } }),
    );
    await leaveOrganization(asked, {});
    const found = await inSystemTransaction((db) =>
      db.auditEntry.findFirstOrThrow({ where: { requestId: asked.request.requestId } }),
    );
    expect(found).toMatchObject({ actorKind: "member", actorStanding: "org_admin" });
  });
});

describe("any audit entry", () => {
  it.each([
    [
      "two credentials",
      "audit_log_one_credential",
      { sessionId: randomUUID(), apiKeyId: randomUUID(), sessionUserId: randomUUID() },
    ],
    ["a token without its user", "audit_log_token_has_a_person", { tokenFamilyId: randomUUID() }],
    ["a user's key without its user", "audit_log_key_acts_alone", { apiKeyId: randomUUID() }],
    ["an organization's key with a user", "audit_log_key_acts_alone", { ...asKey, userId: randomUUID() }],
    ["an organization's key without its id", "audit_log_key_acts_alone", { ...asKey, apiKeyId: null }],
  ])("is refused with %s", async (_what, constraint, parties) => {
    const data = { requestId: randomUUID(), action: "test.odd", outcome: "ok", ipAddress: "", userAgent: "" };
    const member = { actorKind: "member", actorStanding: "member" };
    const writing = inSystemTransaction((db) => db.auditEntry.createMany({ data: [{ ...data, ...member, ...parties }] }));
    await expect(writing).rejects.toThrow(constraint);
  });

  it.each([
    ["anonymous", "sys_admin"],
    ["anonymous", "system"],
    ["user", "public"],
    ["user", "system"],
    ["member", "user"],
    ["member", "sys_admin"],
    ["system", "sys_admin"],
    ["somebody", "user"],
    ["somebody", null],
    ["user", "owner"],
  ])("is refused if its actor kind and standing contradict each other: %s, %s", async (actorKind, actorStanding) => {
    const data = { requestId: randomUUID(), action: "test.odd", outcome: "ok", ipAddress: "", userAgent: "" };
    const writing = inSystemTransaction((db) => db.auditEntry.createMany({ data: [{ ...data, actorKind, actorStanding }] }));
    await expect(writing).rejects.toThrow("audit_log_actor");
  });
});
