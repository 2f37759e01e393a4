// Searches every column of every table for traces of a deleted user. Only ids, IP addresses and user agents in the audit log
// remain, and encrypted mails: the confirmation of the deletion, and notices to the former address.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmEmailChange } from "@/lib/auth/email-change/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email-change/request-email-change";
import { changePassword } from "@/lib/auth/password-change/change-password";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { STRANGER, throttleKey } from "@/lib/auth/passwords/throttle";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { refreshTokens } from "@/lib/auth/tokens/refresh-tokens";
import { signInForTokens } from "@/lib/auth/tokens/sign-in-for-tokens";
import { inSystemTransaction } from "@/lib/db/transaction";
import { deleteAccount } from "@/lib/users/delete-account";
import { exportAccount } from "@/lib/export/export-account";
import { updateProfile } from "@/lib/users/update-profile";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { insertApiKey } from "@/tests/factories/api-keys";
import { FIXTURES } from "@/tests/factories/feature-fixtures";
import { mailedToken, queuedMails } from "@/tests/factories/mail";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";

/** The search reads every row, so it takes too long in a database that other tests have filled. */
let own: OwnDatabase;
let database: pg.Client;

beforeAll(async () => {
  own = await useOwnDatabase("deletion");
  database = new pg.Client({ connectionString: own.superuserUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await own.drop();
});

const NAME = "Zdenka Unmistakable";
const IP_ADDRESS = "198.51.100.213";
const USER_AGENT = "Mozilla/5.0 (one of a kind) Unmistakable/7.1";
const GOOGLE_ID = "110169484474386276334";
const SECOND_PASSWORD = "the second of two passwords";

const columnsOf = (kind: "short" | "long" | "author") => FIXTURES.map(({ columns }) => columns[kind]);
const hash = () => crypto.getRandomValues(new Uint8Array(32));
const here = { ipAddress: IP_ADDRESS, userAgent: USER_AGENT };

/** Creates invitations of every state for one email address, to an organization of its user and to another organization. */
async function inviteInEveryState(email: string, shared: string, foreign: string): Promise<void> {
  const [past, soon] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)];
  const states = [
    { openEmail: email, expiresAt: soon },
    { openEmail: null, revokedAt: past, expiresAt: soon },
    { openEmail: null, expiresAt: past },
    { openEmail: null, acceptedAt: past, expiresAt: soon },
  ];
  const data = [shared, foreign].flatMap((organizationId) =>
    states.map((state) => ({ ...state, organizationId, email, name: NAME, role: "member" as const, tokenHash: hash() })),
  );
  await inSystemTransaction((db) => db.invitation.createMany({ data }));
}

/** Sends a stranger's requests with a user's email address: a sign-in, a sign-up and a request for a reset link. */
async function plant(email: string): Promise<void> {
  await signIn(anonymous(), { email, password: "guessed by a stranger" }).catch(() => undefined);
  await signUp(anonymous(), { email, password: "planted by a stranger", name: NAME });
  await forgotPassword(anonymous(), { email });
}

/** The counted failures and the queued mail of an email address, which are stored under its hash. */
async function keptUnderHash(email: string) {
  const failures = await inSystemTransaction((db) =>
    db.signInThrottle.count({ where: { keyHash: throttleKey(email, STRANGER) } }),
  );
  return { failures, mails: (await queuedMails(email)).map(({ kind }) => kind) };
}

/** A user who has left traces wherever possible: in their own data, in other users' data and through others' requests. */
async function liveThrough() {
  const {
    user: { id, email: firstEmail },
    organization,
    session: firstSession,
  } = await createPerson();
  const [{ organization: shared }, { organization: foreign }] = [await createPerson(), await createPerson()];
  const caller = async (token: string) => callerOf(await actorOf(token), here);
  await inSystemTransaction(async (db) => {
    await db.membership.create({ data: { organizationId: shared.id, userId: id, role: "member" } });
    const invitation = { role: "member" as const, expiresAt: new Date(Date.now() + 60_000) };
    await db.invitation.createMany({
      data: [
        {
          ...invitation,
          tokenHash: hash(),
          organizationId: organization.id,
          email: "guest@example.com",
          openEmail: "guest@example.com",
          name: firstEmail,
          invitedById: id,
        },
        { ...invitation, tokenHash: hash(), organizationId: shared.id, email: "guest@example.com", invitedById: id },
      ],
    });
    for (const { insert } of FIXTURES) {
      await insert(db, { organizationId: shared.id, authorId: id });
      await insert(db, { organizationId: organization.id, authorId: id }, { short: NAME, long: firstEmail });
    }
  });
  await updateProfile(await caller(firstSession.token), { name: NAME });
  const { session } = await changePassword(await caller(firstSession.token), {
    current_password: PASSWORD,
    new_password: SECOND_PASSWORD,
  });
  const email = uniqueEmail("zdenka");
  await inviteInEveryState(firstEmail, shared.id, foreign.id);
  await plant(firstEmail);
  await requestEmailChange(await caller(session.token), { new_email: email, current_password: SECOND_PASSWORD });
  const beforeMove = { columns: await columnsWith(firstEmail), ...(await keptUnderHash(firstEmail)) };
  const moved = await confirmEmailChange(await caller(session.token), { token: await mailedToken(email) });
  await signIn(anonymous(here), { email, password: SECOND_PASSWORD });
  const { refresh_token } = await signInForTokens(anonymous(here), { email, password: SECOND_PASSWORD });
  await refreshTokens(anonymous(here), { refresh_token });
  await insertApiKey({ organizationId: shared.id, userId: id, name: NAME });
  const identity = { userId: id, provider: "google", subject: GOOGLE_ID, email, isConfirmed: true };
  await inSystemTransaction((db) => db.identity.create({ data: identity, select: { subject: true } }));
  await plant(email);
  const last = await caller(moved.session?.token ?? "");
  await inviteInEveryState(email, shared.id, foreign.id);
  await requestEmailChange(last, { new_email: uniqueEmail("next"), current_password: SECOND_PASSWORD });
  await exportAccount(last, {});
  const credential = await inSystemTransaction((db) => db.passwordCredential.findUniqueOrThrow({ where: { userId: id } }));
  return { id, firstEmail, email, passwordHash: credential.passwordHash, caller: last, beforeMove };
}

interface Column {
  table: string;
  column: string;
  type: string;
}

/** Every column of tables and materialized views. */
async function everyColumn(): Promise<Column[]> {
  const { rows } = await database.query<Column>(`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind IN ('r', 'p', 'm')
       AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY 1, 2`);
  return rows;
}

/** The forms that a text may have in a column: unchanged, in lower case, as hex or Base64, and an id without dashes. */
function spellings(text: string): string[] {
  const bytes = Buffer.from(text);
  const raw = [text, text.toLowerCase(), bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, "")];
  return [...new Set([...raw, text.replaceAll("-", "")])];
}

/** The columns that contain `text` in any of its spellings, in any letter case. */
async function columnsWith(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, type } of await everyColumn()) {
    const [quotedTable, quotedColumn] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column)];
    const shown =
      type === "bytea" ? `encode(${quotedColumn}, 'hex') || encode(${quotedColumn}, 'escape')` : `${quotedColumn}::text`;
    const { rows } = await database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${quotedTable} WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) s WHERE position(lower(s) IN lower(${shown})) > 0)`,
      [spellings(text)],
    );
    if ((rows[0]?.count ?? 0) > 0) found.push(`${table}.${column}`);
  }
  return found;
}

describe("the deletion of an account", () => {
  it("leaves only ids, IP addresses and user agents in the audit log, and one encrypted mail", async () => {
    const person = await liveThrough();
    // The email change deletes everything stored for the old email address, except the notices to its owner.
    const notices = ["password-changed", "email-change-asked"];
    expect(person.beforeMove).toEqual({
      columns: [
        "invitations.email",
        "invitations.name",
        "invitations.open_email",
        ...columnsOf("long"),
        "sign_ups.email",
        "users.email",
      ].sort(),
      failures: 1,
      mails: ["password-changed", "account-exists", "password-reset", "email-change-asked"],
    });
    expect(await keptUnderHash(person.firstEmail)).toEqual({ failures: 0, mails: [...notices, "email-changed"] });
    const needles: Record<string, { text: string; before: string[]; after: string[] }> = {
      "the e-mail address": {
        text: person.email,
        before: ["identities.email", "invitations.email", "invitations.open_email", "sign_ups.email", "users.email"],
        after: [],
      },
      // The earlier address occurs only in data that is deleted with the user's organization.
      "the address before": {
        text: person.firstEmail,
        before: ["invitations.name", ...columnsOf("long")],
        after: [],
      },
      "the name": {
        text: NAME,
        before: ["api_keys.name", "invitations.name", ...columnsOf("short"), "sign_ups.name", "users.name"],
        after: [],
      },
      "the password's hash": { text: person.passwordHash, before: ["password_credentials.password_hash"], after: [] },
      "Google's id": { text: GOOGLE_ID, before: ["identities.subject"], after: [] },
      "the id": {
        text: person.id,
        before: [
          "api_keys.user_id",
          "audit_log.entity_id",
          "audit_log.session_user_id",
          "audit_log.user_id",
          "email_changes.user_id",
          "identities.user_id",
          "invitations.invited_by_id",
          "memberships.user_id",
          ...columnsOf("author"),
          "password_credentials.user_id",
          "password_resets.user_id",
          "sessions.user_id",
          "token_families.user_id",
          "users.id",
        ],
        after: ["audit_log.entity_id", "audit_log.session_user_id", "audit_log.user_id"],
      },
      "the IP address": {
        text: IP_ADDRESS,
        before: ["audit_log.ip_address", "sessions.ip_address", "token_families.ip_address"],
        after: ["audit_log.ip_address"],
      },
      "the browser": {
        text: USER_AGENT,
        before: ["audit_log.user_agent", "sessions.user_agent", "token_families.user_agent"],
        after: ["audit_log.user_agent"],
      },
    };
    // The search must find the text before the deletion, or it would prove nothing afterwards.
    for (const [what, { text, before }] of Object.entries(needles))
      expect(await columnsWith(text), `${what}, before`).toEqual(before.toSorted());
    expect(await inSystemTransaction((db) => db.refreshToken.count())).toBe(2);
    expect(await keptUnderHash(person.email)).toMatchObject({ failures: 1, mails: { length: 4 } });

    await deleteAccount(person.caller, { confirm: person.email, current_password: SECOND_PASSWORD });

    for (const [what, { text, after }] of Object.entries(needles))
      expect(await columnsWith(text), `${what}, after`).toEqual(after);
    expect(await inSystemTransaction((db) => db.refreshToken.count())).toBe(0);
    expect(await keptUnderHash(person.email)).toEqual({ failures: 0, mails: ["account-deleted"] });
    expect(await keptUnderHash(person.firstEmail)).toEqual({ failures: 0, mails: [...notices, "email-changed"] });
  });

  it("is verified by a search that covers every column type", async () => {
    await database.query(`CREATE TABLE "Odd table" ("a column" bytea, more jsonb, list text[])`);
    try {
      await database.query(`INSERT INTO "Odd table" VALUES ($1, $2, $3)`, [
        Buffer.from("needle@example.com"),
        JSON.stringify({ deep: ["Needle@Example.com"] }),
        ["x needle@example.com"],
      ]);
      expect(await columnsWith("needle@example.com")).toEqual(["Odd table.a column", "Odd table.list", "Odd table.more"]);
    } finally {
      await database.query(`DROP TABLE "Odd table"`);
    }
  });
});
