// The migration that added `actor_standing` sets the column of an older entry only if the entry implies the value.
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import { createDatabase } from "../../scripts/postgres/databases";
import { administrationUrl, databaseUrls, queryAt, workerDatabase } from "../setup/databases";

const MIGRATIONS = path.resolve("prisma/migrations");
const STANDINGS = "20261128090000_audit_standing";
const database = `${workerDatabase}_standings`;
const { owner, superuser } = databaseUrls(database);
let before: string;

interface Older {
  action: string;
  actorKind: string;
  outcome?: string;
  reason?: string;
  before?: object;
  after?: object;
}

async function insert({ action, actorKind, outcome = "ok", reason, before: was, after }: Older): Promise<string> {
  const id = randomUUID();
  const json = (value: object | undefined) => (value ? `'${JSON.stringify(value)}'` : "NULL");
  await queryAt(
    superuser,
    `INSERT INTO audit_log (id, request_id, actor_kind, action, outcome, reason, before, after, ip_address, user_agent)
     VALUES ('${id}', '${id}', '${actorKind}', '${action}', '${outcome}', ${reason ? `'${reason}'` : "NULL"}, ${json(was)}, ${json(after)}, '', '')`,
  );
  return id;
}

beforeAll(async () => {
  before = await mkdtemp(path.join(tmpdir(), "gatehouse-migrations-"));
  for (const name of (await readdir(MIGRATIONS)).filter((each) => each < STANDINGS))
    await cp(path.join(MIGRATIONS, name), path.join(before, name), { recursive: true });
  await queryAt(administrationUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await createDatabase(administrationUrl, database);
  await migrate(owner, { migrationsDir: before });
});

afterAll(async () => {
  await rm(before, { recursive: true });
  await queryAt(administrationUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
});

const CASES: [Older, { standing: string | null; routine: boolean }][] = [
  [
    { action: "jobs.prune", actorKind: "system" },
    { standing: "system", routine: true },
  ],
  [
    { action: "admin.suspend-user", actorKind: "user", reason: "Spam" },
    { standing: "sys_admin", routine: false },
  ],
  [
    { action: "password.update", actorKind: "user" },
    { standing: "user", routine: false },
  ],
  [
    { action: "password.forgot", actorKind: "anonymous" },
    { standing: "public", routine: false },
  ],
  [
    { action: "auth.sign-in", actorKind: "anonymous" },
    { standing: "user", routine: false },
  ],
  [
    { action: "auth.sign-in", actorKind: "anonymous", outcome: "INVALID_CREDENTIALS" },
    { standing: "public", routine: false },
  ],
  [
    { action: "auth.verify-email", actorKind: "anonymous" },
    { standing: "org_admin", routine: false },
  ],
  [
    { action: "auth.verify-email", actorKind: "anonymous", outcome: "INVALID_CREDENTIALS" },
    { standing: "public", routine: false },
  ],
  [
    { action: "organizations.create", actorKind: "user" },
    { standing: "org_admin", routine: true },
  ],
  [
    { action: "invitations.accept", actorKind: "anonymous", after: { role: "readonly" } },
    { standing: "readonly", routine: false },
  ],
  [
    { action: "invitations.accept", actorKind: "anonymous", outcome: "ALREADY_MEMBER" },
    { standing: "public", routine: false },
  ],
  [
    { action: "memberships.leave", actorKind: "member", before: { role: "member" } },
    { standing: "member", routine: false },
  ],
  [
    { action: "memberships.leave", actorKind: "user", before: { role: "org_admin" } },
    { standing: "org_admin", routine: false },
  ],
  [
    { action: "organizations.update", actorKind: "member" },
    { standing: null, routine: true },
  ],
  [
    { action: "memberships.remove", actorKind: "member" },
    { standing: null, routine: false },
  ],
];

it("sets the standing of an older entry only if the entry implies it, and leaves the log append-only", async () => {
  const ids: string[] = [];
  for (const [older] of CASES) ids.push(await insert(older));
  await migrate(owner);
  const rows = await queryAt<{ id: string; standing: string | null; routine: boolean }>(
    superuser,
    "SELECT id, actor_standing AS standing, is_routine AS routine FROM audit_log",
  );
  const found = new Map(rows.map(({ id, ...row }) => [id, row]));
  expect(CASES.map(([older], at) => [older, found.get(ids[at]!)])).toEqual(CASES);
  await expect(queryAt(superuser, "UPDATE audit_log SET actor_standing = 'system'")).rejects.toThrow("append-only");
  const [table] = await queryAt(superuser, "SELECT relforcerowsecurity AS forced FROM pg_class WHERE relname = 'audit_log'");
  expect(table).toEqual({ forced: true });
});
