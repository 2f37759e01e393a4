// The seed as `npm run dev` runs it: in its own process, with a mail catcher, against this test's own database.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMailCatcher, type MailCatcher } from "../scripts/supervisor/mail-catcher";
import { createDatabase } from "../scripts/postgres/databases";
import { administrationUrl, databaseUrls, queryAt, templateDatabase } from "../tests/setup/databases";

const DATABASE = `seed_${process.env.VITEST_POOL_ID ?? "1"}`;
const SEED = fileURLToPath(new URL("seed.ts", import.meta.url));
const COUNTED = ["users", "organizations", "memberships", "invitations", "audit_log"];

interface SignIn {
  role: string;
  email: string;
  organization: string | null;
}

function expectSignInOfEach(printed: SignIn[]): void {
  expect(printed.map(({ role, organization }) => [role, organization])).toEqual([
    ["sys_admin", null],
    ["org_admin", "stonebridge"],
    ["member", "stonebridge"],
    ["readonly", "stonebridge"],
    ["org_admin", "lantern"],
  ]);
}

/** A database of its own, with a mail catcher, and how to seed it. */
function seeding(database: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-seed-"));
  const mailbox = path.join(folder, "mailbox.jsonl");
  const { owner, superuser } = databaseUrls(database);
  let catcher: MailCatcher;

  beforeAll(async () => {
    await createDatabase(administrationUrl, database, templateDatabase);
    catcher = await startMailCatcher(mailbox);
  });

  afterAll(async () => {
    await catcher.close();
    rmSync(folder, { recursive: true });
  });

  async function run(args: string[], APP_MODE = "b2b"): Promise<string> {
    const env = {
      ...process.env,
      APP_MODE,
      APP_ENV: "dev",
      DATABASE_URL: owner,
      LOG_LEVEL: "error",
      SMTP_URL: catcher.url,
      MAILBOX_FILE: mailbox,
    };
    const options = ["--conditions=react-server", "--import", "tsx"];
    return (await promisify(execFile)(process.execPath, [...options, ...args], { env })).stdout;
  }

  async function seed(APP_MODE = "b2b", more: string[] = []): Promise<SignIn[]> {
    return (JSON.parse(await run([SEED, ...more], APP_MODE)) as { sign_ins: SignIn[] }).sign_ins;
  }

  async function counts(): Promise<Record<string, number>> {
    const found: Record<string, number> = {};
    for (const table of COUNTED) {
      const [row] = await queryAt<{ count: number }>(superuser, `SELECT count(*)::int AS count FROM ${table}`);
      found[table] = row?.count ?? -1;
    }
    return found;
  }

  return { superuser, run, seed, counts };
}

/** Entries of operations are newer than this, and inserted ones older. */
const startedAt = new Date();
const present = seeding(DATABASE);
const past = seeding(`${DATABASE}_past`);

describe("the development seed", { timeout: 120_000 }, () => {
  const { superuser, seed, counts } = present;
  let printed: SignIn[] = [];

  beforeAll(async () => {
    printed = await seed();
  });

  it("prints the sign-in of every seeded user", () => {
    expectSignInOfEach(printed);
  });

  it("audits its steps in the logs of both organizations and of the system", async () => {
    const rows = await queryAt<{ slug: string | null; action: string }>(
      superuser,
      `SELECT DISTINCT o.slug, a.action FROM audit_log a LEFT JOIN organizations o ON o.id = a.organization_id`,
    );
    const actions = (slug: string | null) => rows.filter((row) => row.slug === slug).map(({ action }) => action);
    const joining = ["admin.create-organization", "invitations.accept"];
    expect(actions("lantern")).toEqual(expect.arrayContaining(joining));
    expect(actions("stonebridge")).toEqual(
      expect.arrayContaining([...joining, "invitations.create", "invitations.revoke", "memberships.change-role"]),
    );
    expect(actions(null)).toEqual(expect.arrayContaining(["admin.create-system-admin", "password.reset", "auth.sign-in"]));
  });

  it("uses times within working hours for the audit entries of features", async () => {
    const time = "created_at AT TIME ZONE 'UTC'";
    const isAtRest = `extract(isodow FROM ${time}) > 5 OR extract(hour FROM ${time}) NOT BETWEEN 8 AND 17`;
    const sql = `SELECT action FROM audit_log WHERE is_routine AND (${isAtRest} OR created_at > now())`;
    expect(await queryAt(superuser, sql)).toEqual([]);
  });

  it("leaves an open invitation", async () => {
    expect(await queryAt(superuser, "SELECT role::text FROM invitations WHERE open_email IS NOT NULL")).toEqual([
      { role: "member" },
    ]);
  });

  it("changes nothing when run again, even in the other app mode", async () => {
    const before = await counts();
    expect(await seed("b2c")).toEqual(printed);
    expect(await counts()).toEqual(before);
  });

  it("adds thirty days of history only with --history and only once, and no user who could sign in", async () => {
    await seed("b2b", ["--history"]);
    const once = await counts();
    await seed("b2b", ["--history"]);
    expect(await counts()).toEqual(once);
    const [days] = await queryAt<{ count: number }>(
      superuser,
      "SELECT count(DISTINCT date_trunc('day', created_at))::int AS count FROM audit_log",
    );
    expect(days?.count).toBeGreaterThan(20);
    expect(await queryAt(superuser, "SELECT 1 FROM audit_log WHERE created_at > now()")).toEqual([]);
    expect(await queryAt(superuser, "SELECT count(*)::int AS count FROM password_credentials")).toEqual([
      { count: printed.length },
    ]);
    const users = await queryAt<{ at: Date }>(
      superuser,
      "SELECT created_at AS at FROM users WHERE id NOT IN (SELECT user_id FROM password_credentials) ORDER BY id",
    );
    const times = users.map(({ at }) => at.getTime());
    expect(times, "the order of ids").toEqual(times.toSorted((one, other) => one - other));
  });

  it("completes an interrupted run", async () => {
    await queryAt(superuser, "DELETE FROM users WHERE email LIKE 'other@%' OR email LIKE 'reader@%'");
    expect(await seed()).toEqual(printed);
  });

  it("skips a user who can no longer be invited, and offers no sign-in of a suspended one", async () => {
    await queryAt(
      superuser,
      "DELETE FROM users WHERE email LIKE 'reader@%'",
      "UPDATE users SET suspended_at = now() WHERE email LIKE 'admin@%'",
    );
    expect((await seed()).map(({ email }) => email)).toEqual(
      printed.map(({ email }) => email).filter((email) => !/^(reader|admin)@/.test(email)),
    );
  });
});

describe("the development seed with --history, in a new database", { timeout: 120_000 }, () => {
  const { superuser, seed, counts } = past;

  it("founds the organizations and adds their members before the entries of features, and changes nothing when run again", async () => {
    const printed = await seed("b2b", ["--history"]);
    expectSignInOfEach(printed);
    const entries = await queryAt<{ slug: string; actions: string[] }>(
      superuser,
      `SELECT o.slug, array_agg(a.action ORDER BY a.created_at) AS actions FROM organizations o
         JOIN audit_log a ON a.organization_id = o.id WHERE o.slug IN ('stonebridge', 'lantern') GROUP BY o.id ORDER BY o.slug`,
    );
    expect(entries.map(({ actions }) => actions.slice(0, 2))).toEqual([
      ["admin.create-organization", "invitations.accept"],
      ["admin.create-organization", "invitations.accept"],
    ]);
    expect(entries[1]?.actions.slice(2, 6)).toEqual([
      "invitations.create",
      "invitations.accept",
      "memberships.change-role",
      "invitations.create",
    ]);
    expect(
      await queryAt(
        superuser,
        `SELECT a.action FROM audit_log a JOIN memberships m ON m.user_id = a.user_id AND m.organization_id = a.organization_id
           JOIN users u ON u.id = m.user_id JOIN organizations o ON o.id = m.organization_id
          WHERE a.is_routine
            AND NOT (o.created_at < m.created_at AND u.created_at <= m.created_at AND m.created_at < a.created_at)`,
      ),
    ).toEqual([]);
    const before = await counts();
    expect(await seed("b2b", ["--history"])).toEqual(printed);
    expect(await counts()).toEqual(before);
  });

  it("writes audit entries of the founding and of sign-ins as operations do, and no invitation that a job would delete", async () => {
    await present.seed();
    await seed("b2b", ["--history"]);
    const kinds = (condition: string) => `
      SELECT DISTINCT action, outcome, actor_kind, actor_standing, ip_address = 'system' AS is_local, user_agent = '' AS is_bare,
             ARRAY(SELECT key FROM jsonb_each(to_jsonb(a)) WHERE value <> 'null' ORDER BY key) AS filled,
             ARRAY(SELECT jsonb_object_keys(before) ORDER BY 1) AS before, ARRAY(SELECT jsonb_object_keys(after) ORDER BY 1) AS after
        FROM audit_log a WHERE ${condition}`;
    const inserted = await queryAt(superuser, kinds("created_at < now() - interval '80 days' OR action = 'auth.sign-in'"));
    expect(inserted.length).toBeGreaterThan(7);
    const byOperations = await queryAt(present.superuser, kinds(`created_at >= '${startedAt.toISOString()}'`));
    expect(byOperations).toEqual(expect.arrayContaining(inserted));
    expect(await queryAt(superuser, "SELECT email FROM invitations WHERE sent_at < now() - interval '1 day'")).toEqual([]);
  });
});

/** What a run with --history does first. */
const FIRST_STEPS = `
  const { seedPast, seedPastSystemAdmin } = await import(${JSON.stringify(new URL("seed-past.ts", import.meta.url).href)});
  const { STONEBRIDGE } = await import(${JSON.stringify(new URL("../lib/users/seed-people.ts", import.meta.url).href)});
  await seedPastSystemAdmin();
  await seedPast({ ...STONEBRIDGE, reason: "Signed the contract on Monday" });
  process.exit(0);`;

describe("the development seed with --history, interrupted after it added the first organization", {
  timeout: 120_000,
}, () => {
  const interrupted = seeding(`${DATABASE}_interrupted`);

  it("adds in its next run what an uninterrupted run adds", async () => {
    await interrupted.run(["--input-type=module", "--eval", FIRST_STEPS]);
    expect(await interrupted.counts()).toMatchObject({ users: 4, organizations: 1, memberships: 3 });
    const printed = await interrupted.seed("b2b", ["--history"]);
    expect(printed).toEqual(await past.seed("b2b", ["--history"]));
    const added = async ({ superuser, counts }: typeof past) => {
      const routine = await queryAt(superuser, "SELECT action FROM audit_log WHERE is_routine ORDER BY created_at, action");
      const failed = await queryAt(
        superuser,
        `SELECT 1 FROM audit_log JOIN password_credentials USING (user_id) WHERE outcome = 'INVALID_CREDENTIALS'`,
      );
      return { ...(await counts()), audit_log: null, routine, failed };
    };
    expect(await added(interrupted)).toEqual(await added(past));
  });
});
