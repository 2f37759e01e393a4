// The database refuses the same texts as the schemas, and stores every text that they accept. Both count characters.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PersonName } from "@/lib/auth/schemas";
import { OrganizationName } from "@/lib/organizations/schemas";
import { OneWithReasonInput } from "@/lib/admin/schemas";
import { createPerson } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";

const client = { current: undefined as unknown as pg.Client };
let userId: string;
let organizationId: string;

beforeAll(async () => {
  const person = await createPerson();
  [userId, organizationId] = [person.user.id, person.organization.id];
  client.current = new pg.Client({ connectionString: superuserDatabaseUrl });
  await client.current.connect();
});
afterAll(() => client.current.end());

/** Writes the text to its column and rolls back. @returns the constraint that refused it, or null */
async function refusal(sql: string, values: unknown[]): Promise<string | null> {
  await client.current.query("BEGIN");
  try {
    await client.current.query(sql, values);
    return null;
  } catch (thrown) {
    const { constraint } = thrown as { constraint?: string };
    if (!constraint) throw thrown;
    return constraint;
  } finally {
    await client.current.query("ROLLBACK");
  }
}

const [HASH, TOKEN] = ["$argon2id$", Buffer.alloc(32)];
const signUp = (name: string, organizationName: string | null) =>
  refusal(
    `INSERT INTO sign_ups (id, email, name, organization_name, password_hash, password_selector, token_hash, flow_hash, expires_at)
     VALUES ($1, $2, $3, $4, $5, 0, $6, $6, now())`,
    [randomUUID(), `${randomUUID()}@example.com`, name, organizationName, HASH, TOKEN],
  );
const invitation = (name: string) =>
  refusal(
    `INSERT INTO invitations (id, organization_id, email, name, role, token_hash, expires_at) VALUES ($1, $2, 'a@example.com', $3, 'member', $4, now())`,
    [randomUUID(), organizationId, name, TOKEN],
  );
const reason = (text: string) =>
  refusal(
    `INSERT INTO audit_log (id, actor_kind, action, outcome, ip_address, user_agent, request_id, reason) VALUES ($1, 'user', 'x.y', 'ok', '', '', $1, $2)`,
    [randomUUID(), text],
  );

const NAMES = [
  {
    column: "users.name",
    schema: PersonName,
    most: 100,
    write: (name: string) => refusal("UPDATE users SET name = $1 WHERE id = $2", [name, userId]),
  },
  {
    column: "organizations.name",
    schema: OrganizationName,
    most: 80,
    write: (name: string) => refusal("UPDATE organizations SET name = $1 WHERE id = $2", [name, organizationId]),
  },
  { column: "sign_ups.name", schema: PersonName, most: 100, write: (name: string) => signUp(name, null) },
  { column: "sign_ups.organization_name", schema: OrganizationName, most: 80, write: (name: string) => signUp("Ada", name) },
  { column: "invitations.name", schema: PersonName, most: 100, write: invitation },
];

describe.each(NAMES)("$column", ({ column, schema, most, write }) => {
  const constraint = column.replace(".", "_");

  it.each(["علی‌رضا", "ශ්‍රී ලංකා", "👨‍👩‍👧", "…", "7"])("accepts %s", async (name) => {
    expect(schema.parse(name)).toBe(name);
    expect(await write(name)).toBeNull();
  });

  it("accepts the maximum length, and nothing longer", async () => {
    for (const letter of ["a", "字", "😀"]) {
      expect(schema.safeParse(letter.repeat(most)).success, letter).toBe(true);
      expect(await write(letter.repeat(most)), letter).toBeNull();
      expect(await write(letter.repeat(most + 1)), letter).toBe(`${constraint}_length`);
    }
  });

  it("refuses text that looks empty", async () => {
    for (const name of [
      "\u3164",
      "\u2800",
      "\ufe0f",
      "\u034f",
      "\u17b4",
      "\u200d",
      " \u0301",
      "\u{e0041}\u{e0100}",
      "\u115f\u1160\uffa0",
      "\u3000",
      "\t",
    ]) {
      expect(schema.safeParse(name).success, JSON.stringify(name)).toBe(false);
      expect(await write(name), JSON.stringify(name)).toBe(`${constraint}_visible`);
    }
  });
});

describe("a reason in the audit log", () => {
  it("has the length limits of the schema", async () => {
    expect(await reason("😀".repeat(300))).toBeNull();
    expect(OneWithReasonInput.safeParse({ id: "x", reason: "😀".repeat(300) }).success).toBe(true);
    expect(OneWithReasonInput.safeParse({ id: "x", reason: "😀".repeat(301) }).success).toBe(false);
    expect(await reason("😀".repeat(301))).toBe("audit_log_reason_length");
    expect(OneWithReasonInput.safeParse({ id: "x", reason: "😀😀" }).success).toBe(false);
  });
});
