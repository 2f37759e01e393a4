import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import type { OrganizationRole } from "@/lib/access/roles";
import { endUserSessions } from "@/lib/admin/end-user-sessions";
import { listAuditEntries } from "@/lib/audit/list-audit-entries";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { listSessions } from "@/lib/auth/sessions/list-sessions";
import { resolveToken } from "@/lib/auth/tokens/resolve-token";
import { hashToken, inBase64url } from "@/lib/crypto/hash";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { changeMemberRole } from "@/lib/memberships/change-member-role";
import { leaveOrganization } from "@/lib/memberships/leave-organization";
import { listMembers } from "@/lib/memberships/list-members";
import { removeMember } from "@/lib/memberships/remove-member";
import { deleteOrganization } from "@/lib/organizations/delete-organization";
import { updateOrganization } from "@/lib/organizations/update-organization";
import { insertApiKey } from "@/tests/factories/api-keys";
import { actorOf, anonymous, callerOf, createMember, createPerson, uniqueEmail } from "@/tests/factories/callers";
import { fillMailbox, mailedToken, queuedMails } from "@/tests/factories/mail";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { statementsOf } from "@/tests/factories/statements";
import { signInClient } from "@/tests/factories/tokens";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { createApiKey } from "./create-api-key";
import { MAX_KEYS_OF_ORGANIZATION, MAX_KEYS_OF_USER } from "./lifetimes";
import { listApiKeys } from "./list-api-keys";
import { isWellFormedApiKey } from "./key-format";
import { resolveApiKey } from "./resolve-api-key";
import { revokeApiKey } from "./revoke-api-key";

const superuser = new pg.Client({ connectionString: superuserDatabaseUrl });
beforeAll(() => superuser.connect());
afterAll(() => superuser.end());

async function createOrganization() {
  const { organization, session, user } = await createPerson();
  const admin = callerOf(await actorOf(session.token, organization.slug));
  return { organization, user, session, admin, organizationId: organization.id };
}

async function callerBy(key: string, slug: string | null): Promise<Caller> {
  const actor = await resolveApiKey(key, slug);
  return callerOf(actor ?? { kind: "anonymous" });
}

/** Whether another connection waits for a lock of this one. */
async function isWaitedFor(client: pg.Client): Promise<boolean> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))";
  return (await client.query(waiting)).rows.length > 0;
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (error: unknown) => (error as { code: string }).code,
  );

const own = { name: "Backups", owner: "user", role: "readonly", expires_in: "never" } as const;
const ofOrganization = { ...own, owner: "organization" } as const;

const entriesOf = ({ request }: Caller) =>
  inSystemTransaction((db) => db.auditEntry.findMany({ where: { requestId: request.requestId } }));

const countOf = (organizationId: string) => inSystemTransaction((db) => db.apiKey.count({ where: { organizationId } }));

describe("creating an API key", () => {
  it("returns a working key once, and stores only its hash and first characters", async () => {
    const { admin, organization } = await createOrganization();
    const created = await createApiKey(admin, { ...own, expires_in: "30d" });
    expect(created).toMatchObject({ owner: "user", name: "Backups", role: "readonly", prefix: created.key.slice(0, 14) });
    expect(Date.parse(created.expires_at ?? "")).toBeCloseTo(Date.now() + 30 * 86_400_000, -5);
    const { rows } = await superuser.query<{ row: string }>("SELECT k::text AS row FROM api_keys k WHERE id = $1", [
      created.id,
    ]);
    const hidden = created.key.slice(14);
    expect(rows[0]?.row).not.toContain(hidden);
    expect(rows[0]?.row).not.toContain(Buffer.from(hidden).toString("hex"));
    expect(JSON.stringify(await listApiKeys(admin, {}))).not.toContain(hidden);
    expect(await resolveApiKey(created.key, organization.slug)).toMatchObject({
      kind: "member",
      credential: { id: created.id },
    });
  });

  it("is audited without the key and its name", async () => {
    const { admin, user } = await createOrganization();
    const created = await createApiKey(admin, ofOrganization);
    const entries = await entriesOf(admin);
    expect(entries).toMatchObject([
      {
        action: "api-keys.create",
        outcome: "ok",
        userId: user.id,
        entityType: "api_key",
        entityId: created.id,
        after: { owner: "organization", role: "readonly", expires_in: "never" },
      },
    ]);
    for (const text of [created.key, created.prefix, created.name]) expect(JSON.stringify(entries)).not.toContain(text);
  });

  it.each([
    ["readonly", own, "ACCESS_DENIED"],
    ["member", own, "ok"],
    ["member", ofOrganization, "ACCESS_DENIED"],
    ["member", { ...own, role: "org_admin" }, "ACCESS_DENIED"],
    ["member", { ...own, role: "member" }, "ok"],
    ["org_admin", { ...ofOrganization, role: "org_admin" }, "ok"],
    ["org_admin", { ...own, role: "sys_admin" }, "VALIDATION_ERROR"],
    ["org_admin", { ...own, name: " " }, "VALIDATION_ERROR"],
    ["org_admin", { ...own, expires_in: "8d" }, "VALIDATION_ERROR"],
    ["org_admin", { ...own, user_id: "x" }, "VALIDATION_ERROR"],
  ] as const)("by the role %s with %j: %s", async (role, input, expected) => {
    const { organization, organizationId } = await createOrganization();
    const member = await createMember(organization, role);
    expect(await outcome(createApiKey(await member.caller(), input))).toBe(expected);
    expect(await countOf(organizationId)).toBe(expected === "ok" ? 1 : 0);
  });

  it("mails a personal key to its owner alone, without the key", async () => {
    const { admin, organization, user } = await createOrganization();
    const { user: colleague } = await createMember(organization, "org_admin");
    const { key, prefix } = await createApiKey(admin, own);
    const mails = await queuedMails(user.email);
    expect(mails).toMatchObject([{ kind: "api-key-created", text: expect.stringContaining(prefix) }]);
    expect(JSON.stringify(mails)).toContain(`/org/${organization.slug}/api-keys`);
    for (const hidden of [key.slice(14), own.name]) expect(JSON.stringify(mails)).not.toContain(hidden);
    expect(await queuedMails(colleague.email)).toEqual([]);
  });

  it("mails an organization's key to all admins who can sign in, without the key", async () => {
    const { admin, organization, user } = await createOrganization();
    const { user: colleague } = await createMember(organization, "org_admin");
    const { user: suspended } = await createMember(organization, "org_admin");
    const { user: member } = await createMember(organization, "member");
    const { user: stranger } = await createPerson();
    await superuser.query("UPDATE users SET suspended_at = now() WHERE id = $1", [suspended.id]);
    const { key, prefix } = await createApiKey(admin, ofOrganization);
    const [toCreator, toColleague] = [await queuedMails(user.email), await queuedMails(colleague.email)];
    expect(toCreator).toMatchObject([{ kind: "api-key-created", text: expect.stringContaining(prefix) }]);
    expect(toColleague).toMatchObject([{ kind: "organization-api-key-created", text: expect.stringContaining(prefix) }]);
    for (const hidden of [key.slice(14), own.name]) expect(JSON.stringify([toCreator, toColleague])).not.toContain(hidden);
    expect(JSON.stringify(toColleague)).not.toContain(admin.request.ipAddress);
    for (const { email } of [suspended, member, stranger]) expect(await queuedMails(email)).toEqual([]);
  });

  it.each([own, ofOrganization])("mails its creator even if their mailbox has used up its limits: %j", async (input) => {
    const { admin, user } = await createOrganization();
    await fillMailbox(user.email, "password-failures");
    await createApiKey(admin, input);
    expect((await queuedMails(user.email)).map(({ kind }) => kind)).toContain("api-key-created");
  });

  it("mails nothing about a key that is refused", async () => {
    const { organization } = await createOrganization();
    const member = await createMember(organization, "member");
    expect(await outcome(createApiKey(await member.caller(), ofOrganization))).toBe("ACCESS_DENIED");
    expect(await queuedMails(member.user.email)).toEqual([]);
  });

  it.each([own, ofOrganization])("is refused if all sessions of its creator end at the same time: %j", async (input) => {
    const { admin, user, organizationId } = await createOrganization();
    const ending = new pg.Client({ connectionString: superuserDatabaseUrl });
    await ending.connect();
    try {
      await ending.query("BEGIN");
      await ending.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE", [user.id]);
      await ending.query("UPDATE sessions SET ended_at = now() WHERE user_id = $1", [user.id]);
      const creating = outcome(createApiKey(admin, input));
      await expect.poll(() => isWaitedFor(ending), { timeout: 10_000 }).toBe(true);
      await ending.query("UPDATE api_keys SET revoked_at = now() WHERE user_id = $1", [user.id]);
      await ending.query("COMMIT");
      expect(await creating).toBe("UNAUTHORIZED");
    } finally {
      await ending.end();
    }
    expect(await countOf(organizationId)).toBe(0);
  });

  it("requires a session with a recent proof", async () => {
    const { organization, session, organizationId, user } = await createOrganization();
    await superuser.query("UPDATE sessions SET proved_at = now() - interval '16 minutes' WHERE id = $1", [session.id]);
    const later = callerOf(await actorOf(session.token, organization.slug));
    expect(await outcome(createApiKey(later, own))).toBe("RECENT_PROOF_REQUIRED");
    const { key } = await insertApiKey({ organizationId, userId: null });
    const { key: personal } = await insertApiKey({ organizationId, userId: user.id });
    const { access_token } = await signInClient(user.email, { organization: organization.slug });
    const byToken = callerOf((await resolveToken(access_token, organization.slug)) ?? { kind: "anonymous" });
    for (const caller of [await callerBy(key, organization.slug), await callerBy(personal, organization.slug), byToken])
      expect(await outcome(createApiKey(caller, own))).toBe("ACCESS_DENIED");
    expect(await countOf(organizationId)).toBe(2);
  });

  it.each([
    [own, MAX_KEYS_OF_USER],
    [ofOrganization, MAX_KEYS_OF_ORGANIZATION],
  ])("cannot exceed the limit, even with concurrent requests: %j, %i", async (input, most) => {
    const { organizationId, admin, user } = await createOrganization();
    const userId = input.owner === "user" ? user.id : null;
    // Neither an expired key nor one of the other kind makes room.
    await insertApiKey({ organizationId, userId, expiresAt: new Date(Date.now() - 1000) });
    await insertApiKey({ organizationId, userId: userId === null ? user.id : null });
    for (let count = 3; count < most; count += 1) await insertApiKey({ organizationId, userId });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => outcome(createApiKey(admin, input))));
    expect(outcomes.toSorted()).toEqual([...Array<string>(4).fill("QUOTA_EXCEEDED"), "ok", "ok"]);
    const { items } = await listApiKeys(admin, { owner: input.owner, limit: "1" });
    await revokeApiKey(admin, { id: items[0]?.id });
    expect(await outcome(createApiKey(admin, input))).toBe("ok");
    expect(await outcome(createApiKey(admin, input))).toBe("QUOTA_EXCEEDED");
  });
});

describe("the list of API keys", () => {
  it("shows members their personal keys and admins also the organization's, newest first and without revoked ones", async () => {
    const { organization, organizationId, admin } = await createOrganization();
    const member = await createMember(organization, "member");
    const mine = await insertApiKey({ organizationId, userId: member.user.id, expiresAt: new Date(Date.now() - 1000) });
    const newer = await insertApiKey({ organizationId, userId: member.user.id });
    const revoked = await insertApiKey({ organizationId, userId: member.user.id });
    const common = await insertApiKey({ organizationId, userId: null });
    await revokeApiKey(await member.caller(), { id: revoked.id });
    const ids = async (caller: Caller, input: object) => (await listApiKeys(caller, input)).items.map(({ id }) => id);
    expect(await ids(await member.caller(), {})).toEqual([newer.id, mine.id]);
    expect((await listApiKeys(await member.caller(), {})).items.map((key) => key.is_expired)).toEqual([false, true]);
    expect(await outcome(listApiKeys(await member.caller(), { owner: "organization" }))).toBe("ACCESS_DENIED");
    expect(await ids(admin, { owner: "organization" })).toEqual([common.id]);
    expect(await ids(admin, {})).toEqual([]);
  });

  it("shows admins, and only them, the personal keys of the other members with their names, page by page", async () => {
    const [{ organization, organizationId, admin, user }, other] = [await createOrganization(), await createOrganization()];
    const member = await createMember(organization, "member");
    await insertApiKey({ organizationId, userId: null });
    await insertApiKey({ organizationId: other.organizationId, userId: other.user.id });
    await insertApiKey({ organizationId, userId: user.id });
    const older = await insertApiKey({ organizationId, userId: member.user.id });
    const newer = await insertApiKey({ organizationId, userId: member.user.id });
    const first = await listApiKeys(admin, { owner: "members", limit: "1" });
    const owner = { owner: "user", user: { id: member.user.id, email: member.user.email } };
    expect(first.items).toMatchObject([{ id: newer.id, ...owner }]);
    const second = await listApiKeys(admin, { owner: "members", limit: "1", cursor: first.next_cursor });
    expect(second).toMatchObject({ items: [{ id: older.id, ...owner }], next_cursor: null });
    expect((await listApiKeys(admin, { owner: "organization" })).items).toMatchObject([{ user: null }]);
    expect(await outcome(listApiKeys(await member.caller(), { owner: "members" }))).toBe("ACCESS_DENIED");
    await revokeApiKey(admin, { id: newer.id });
    expect((await listApiKeys(admin, { owner: "members" })).items.map(({ id }) => id)).toEqual([older.id]);
    expect(await resolveApiKey(newer.key, organization.slug)).toBeNull();
  });

  it("is for members with the role readonly as well, who may have keys from before a demotion", async () => {
    const { organization, organizationId, admin } = await createOrganization();
    const member = await createMember(organization, "member");
    const kept = await insertApiKey({ organizationId, userId: member.user.id });
    await changeMemberRole(admin, { id: member.membership.id, role: "readonly" });
    const demoted = await member.caller();
    expect((await listApiKeys(demoted, {})).items.map(({ id }) => id)).toEqual([kept.id]);
    for (const owner of ["organization", "members"])
      expect(await outcome(listApiKeys(demoted, { owner }))).toBe("ACCESS_DENIED");
    expect(await outcome(revokeApiKey(demoted, { id: kept.id }))).toBe("ok");
    expect(await resolveApiKey(kept.key, null)).toBeNull();
  });
});

describe("revoking an API key", () => {
  it("is for its member and for admins, and looks to other members as if the key did not exist", async () => {
    const { organization, organizationId, admin } = await createOrganization();
    const [member, colleague] = [await createMember(organization, "member"), await createMember(organization, "member")];
    const common = await insertApiKey({ organizationId, userId: null });
    const keys = [await insertApiKey({ organizationId, userId: member.user.id }), common];
    for (const { id } of keys) expect(await outcome(revokeApiKey(await colleague.caller(), { id }))).toBe("NOT_FOUND");
    expect(await outcome(revokeApiKey(await member.caller(), { id: common.id }))).toBe("NOT_FOUND");
    for (const { key } of keys) expect(await resolveApiKey(key, null)).not.toBeNull();
    expect(await outcome(revokeApiKey(await member.caller(), { id: keys[0]?.id }))).toBe("ok");
    expect(await outcome(revokeApiKey(admin, { id: common.id }))).toBe("ok");
    expect(await outcome(revokeApiKey(admin, { id: common.id }))).toBe("NOT_FOUND");
    for (const { key } of keys) expect(await resolveApiKey(key, null)).toBeNull();
    expect(await entriesOf(admin)).toMatchObject([
      { action: "api-keys.revoke", entityId: common.id, before: { owner: "organization", role: "org_admin" } },
    ]);
  });

  it("cannot be undone or postponed, by the tenant role or any other, and the tenant role changes no other column", async () => {
    const { organizationId, admin } = await createOrganization();
    const { id, key } = await insertApiKey({ organizationId, userId: null });
    await revokeApiKey(admin, { id });
    for (const revokedAt of [null, new Date(Date.now() + 60_000)]) {
      const change = { where: { id }, data: { revokedAt }, select: { id: true } };
      await expect(inTenantTransaction(organizationId, (db) => db.apiKey.update(change))).rejects.toThrow(/stays revoked/);
      await expect(inSystemTransaction((db) => db.apiKey.update(change))).rejects.toThrow(/stays revoked/);
      await expect(superuser.query("UPDATE api_keys SET revoked_at = $2 WHERE id = $1", [id, revokedAt])).rejects.toThrow(
        /stays revoked/,
      );
    }
    expect(await resolveApiKey(key, null)).toBeNull();
    const rights = await superuser.query<{ column: string }>(
      `SELECT column_name AS column FROM information_schema.column_privileges
        WHERE grantee = tenant_role() AND table_name = 'api_keys' AND privilege_type = 'UPDATE'`,
    );
    expect(rights.rows).toEqual([{ column: "revoked_at" }]);
  });

  it("is possible for all keys that an organization may have, within an hour", async () => {
    const { organizationId, admin } = await createOrganization();
    for (let count = 0; count < MAX_KEYS_OF_ORGANIZATION; count += 1) {
      const { id } = await insertApiKey({ organizationId, userId: null });
      await revokeApiKey(admin, { id });
    }
    expect((await listApiKeys(admin, { owner: "organization" })).items).toEqual([]);
  });
});

type Ending = [string, (given: Awaited<ReturnType<typeof withKeys>>) => Promise<unknown>, ("own" | "common")[], string];

async function withKeys(role: OrganizationRole = "org_admin") {
  const made = await createOrganization();
  const member = await createMember(made.organization, role);
  const { organizationId } = made;
  const keys = {
    own: await insertApiKey({ organizationId, userId: member.user.id }),
    common: await insertApiKey({ organizationId, userId: null }),
  };
  return { ...made, member, keys };
}

const update = (table: string, column: string, id: string) =>
  superuser.query(`UPDATE ${table} SET ${column} = now() WHERE id = $1`, [id]);

const ENDINGS: Ending[] = [
  [
    "its member sets a password with a mailed link",
    async ({ member }) => {
      await forgotPassword(anonymous(), { email: member.user.email });
      await resetPassword(anonymous(), {
        token: await mailedToken(member.user.email),
        new_password: "another long enough secret",
      });
    },
    ["own"],
    "UNAUTHORIZED",
  ],
  [
    "a system admin ends all sessions of its member",
    async ({ member }) =>
      endUserSessions(await (await createSystemAdmin()).caller(), { id: member.user.id, reason: "A test." }),
    ["own"],
    "UNAUTHORIZED",
  ],
  ["its member is suspended", ({ member }) => update("users", "suspended_at", member.user.id), ["own"], "UNAUTHORIZED"],
  [
    "its member is removed",
    async ({ admin, member }) => removeMember(admin, { id: member.membership.id }),
    ["own"],
    "UNAUTHORIZED",
  ],
  ["its member leaves", async ({ member }) => leaveOrganization(await member.caller(), {}), ["own"], "UNAUTHORIZED"],
  [
    "its member deletes their account",
    ({ member }) => superuser.query("DELETE FROM users WHERE id = $1", [member.user.id]),
    ["own"],
    "UNAUTHORIZED",
  ],
  [
    "the organization is suspended",
    ({ organizationId }) => update("organizations", "suspended_at", organizationId),
    ["own", "common"],
    "ORGANIZATION_SUSPENDED",
  ],
  [
    "the organization is deleted",
    async ({ admin, organizationId }) => {
      const { name } = await inSystemTransaction((db) =>
        db.organization.findUniqueOrThrow({ where: { id: organizationId } }),
      );
      await deleteOrganization(admin, { name });
    },
    ["own", "common"],
    "UNAUTHORIZED",
  ],
  [
    "it expires",
    ({ organizationId }) =>
      superuser.query("UPDATE api_keys SET expires_at = now() WHERE organization_id = $1", [organizationId]),
    ["own", "common"],
    "UNAUTHORIZED",
  ],
  [
    "it is revoked",
    async ({ admin, keys }) => {
      for (const { id } of Object.values(keys)) await revokeApiKey(admin, { id });
    },
    ["own", "common"],
    "UNAUTHORIZED",
  ],
];

describe("an API key", () => {
  it.each(ENDINGS)("is refused as soon as %s, also by a write that began before", async (_when, end, ended, expected) => {
    const given = await withKeys();
    const { slug } = given.organization;
    const begun = { own: await callerBy(given.keys.own.key, slug), common: await callerBy(given.keys.common.key, slug) };
    for (const caller of Object.values(begun)) expect(await outcome(listMembers(caller, {}))).toBe("ok");
    await end(given);
    for (const which of ["own", "common"] as const) {
      const code = await outcome(listMembers(await callerBy(given.keys[which].key, slug), {}));
      const written = await outcome(updateOrganization(begun[which], { name: "Renamed" }));
      if (ended.includes(which)) {
        expect(code).toBe(expected);
        expect(["UNAUTHORIZED", "NOT_FOUND", "ORGANIZATION_SUSPENDED"]).toContain(written);
      } else expect([code, written]).toEqual(["ok", "ok"]);
    }
  });

  it("of a member never has more than the member's role, as read under the lock", async () => {
    const { member, keys, organization, admin } = await withKeys();
    const begun = await callerBy(keys.own.key, organization.slug);
    expect(begun.actor).toMatchObject({ kind: "member", role: "org_admin", user: { id: member.user.id } });
    await changeMemberRole(admin, { id: member.membership.id, role: "readonly" });
    expect(await outcome(updateOrganization(begun, { name: "Renamed" }))).toBe("ACCESS_DENIED");
    expect((await callerBy(keys.own.key, organization.slug)).actor).toMatchObject({ role: "readonly" });
    const { organizationId, user } = await createOrganization();
    const low = await insertApiKey({ organizationId, userId: user.id, role: "readonly" });
    const { slug } = await inSystemTransaction((db) => db.organization.findUniqueOrThrow({ where: { id: organizationId } }));
    const lowCaller = await callerBy(low.key, slug);
    expect(lowCaller.actor).toMatchObject({ role: "readonly" });
    expect(await outcome(updateOrganization(lowCaller, { name: "Renamed" }))).toBe("ACCESS_DENIED");
  });

  it("cannot be made from its row in the database", async () => {
    const { keys, organization } = await withKeys();
    for (const { id, key } of Object.values(keys)) {
      const { rows } = await superuser.query<{ token_hash: Buffer; prefix: string }>(
        "SELECT token_hash, prefix FROM api_keys WHERE id = $1",
        [id],
      );
      const { token_hash: hash, prefix } = rows[0]!;
      // What the row has, as it is and in the format of a key, also with the right checksum.
      const texts = [prefix, hash.toString("hex"), hash.toString("base64url"), `gh_live_${hash.toString("base64url")}`];
      const tries = texts.flatMap((text) => [text, text + inBase64url(hashToken(text)).slice(0, 6)]);
      for (const bearer of tries) expect(await resolveApiKey(bearer, organization.slug)).toBeNull();
      expect(tries.filter((bearer) => isWellFormedApiKey(bearer))).toHaveLength(1);
      expect(await resolveApiKey(key, organization.slug)).not.toBeNull();
    }
  });

  it("works only in its own organization, and reaches no account", async () => {
    const [{ keys, organization }, other] = [await withKeys(), await createOrganization()];
    for (const { key } of Object.values(keys)) {
      for (const slug of [other.organization.slug, null, "no-such-organization"]) {
        expect(await outcome(listMembers(await callerBy(key, slug), {}))).toBe("NOT_FOUND");
        expect(await outcome(listSessions(await callerBy(key, slug), {}))).toBe("ACCESS_DENIED");
      }
      expect(await outcome(listSessions(await callerBy(key, organization.slug), {}))).toBe("ACCESS_DENIED");
    }
  });

  it("cannot do what needs a recent proof, and only a member's key can invite", async () => {
    const { keys, organization } = await withKeys();
    const invite = async (key: string, role: OrganizationRole) =>
      outcome(createInvitation(await callerBy(key, organization.slug), { email: uniqueEmail(), role }));
    expect(await invite(keys.own.key, "member")).toBe("ok");
    expect(await invite(keys.own.key, "org_admin")).toBe("ACCESS_DENIED");
    expect(await invite(keys.common.key, "member")).toBe("ACCESS_DENIED");
  });

  it("changes no role and removes no member, so a demoted admin cannot use a key to rise again", async () => {
    const { keys, organization, member, admin } = await withKeys();
    await changeMemberRole(admin, { id: member.membership.id, role: "readonly" });
    for (const { key } of Object.values(keys)) {
      const caller = await callerBy(key, organization.slug);
      for (const role of ["member", "org_admin"])
        expect(await outcome(changeMemberRole(caller, { id: member.membership.id, role }))).toBe("ACCESS_DENIED");
      expect(await outcome(removeMember(caller, { id: member.membership.id }))).toBe("ACCESS_DENIED");
    }
    expect(await actorOf(member.session.token, organization.slug)).toMatchObject({ role: "readonly" });
  });

  it("is named in the audit log that the organization's admins see", async () => {
    const { keys, organization, admin, member } = await withKeys();
    const callers = [await callerBy(keys.own.key, organization.slug), await callerBy(keys.common.key, organization.slug)];
    for (const caller of callers) await updateOrganization(caller, { name: "Renamed" });
    await revokeApiKey(admin, { id: keys.common.id });
    const { items } = await listAuditEntries(admin, {});
    const { own: mine, common } = keys;
    expect(items).toMatchObject([
      { action: "api-keys.revoke", api_key: null, entity: { type: "api_key", id: common.id, name: "Deployments" } },
      {
        actor: { kind: "api_key", role: "org_admin", id: null, name: null },
        api_key: { id: common.id, name: "Deployments" },
        ip_address: callers[1]?.request.ipAddress,
      },
      { actor: { kind: "member", id: member.user.id }, api_key: { id: mine.id, name: "Deployments" } },
    ]);
  });

  it("is checked with one statement, and text that is no key with none", async () => {
    const { keys, organization } = await withKeys();
    for (const { key } of Object.values(keys)) {
      // The first use in a minute is also recorded. Should a minute end here, the next one counts.
      await superuser.query("UPDATE api_keys SET last_used_at = now() + interval '1 minute'");
      for (const slug of [organization.slug, null, "elsewhere"]) {
        const statements = await statementsOf(() => resolveApiKey(key, slug));
        expect(statements).toEqual([expect.stringContaining("live_api_keys")]);
      }
      expect(await statementsOf(() => resolveApiKey(key.slice(0, -1), organization.slug))).toEqual([]);
    }
  });

  it("records its last use to the minute, and writes at most once a minute", async () => {
    const { keys, organization } = await withKeys();
    const used = async () => {
      const { rows } = await superuser.query<{ at: Date | null; version: string }>(
        "SELECT last_used_at AS at, xmin::text AS version FROM api_keys WHERE id = $1",
        [keys.common.id],
      );
      return rows[0] ?? { at: null, version: "" };
    };
    expect((await used()).at).toBeNull();
    await superuser.query("UPDATE api_keys SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [keys.common.id]);
    await resolveApiKey(keys.common.key, organization.slug);
    const first = await used();
    expect(first.at?.getUTCSeconds()).toBe(0);
    expect(Date.now() - (first.at?.getTime() ?? 0)).toBeLessThan(61_000);
    await superuser.query(
      "UPDATE api_keys SET last_used_at = date_trunc('minute', now()) + interval '1 minute' WHERE id = $1",
      [keys.common.id],
    );
    const { version } = await used();
    await Promise.all(Array.from({ length: 5 }, () => resolveApiKey(keys.common.key, organization.slug)));
    expect((await used()).version).toBe(version);
  });
});
