// Two installations in one cluster, each with the credentials that a hosted service would provide. Neither can connect to
// the other's database, switch to its roles with SET ROLE, or read its rows.
import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readerOf } from "@/lib/db/connected";
import { migrate } from "@/lib/db/migrate";
import { findOpenings } from "@/lib/db/openings";
import { administrationUrl, databaseUrls, queryAt as query, workerDatabase } from "@/tests/setup/databases";

interface Installation {
  /** The name of the database, and of the login role that owns it. */
  database: string;
  url: string;
  roles: string[];
}

const administrator = new pg.Client({ connectionString: administrationUrl });
let version = 0;
let tenants: [Installation, Installation];

/** The URL of `installation`'s database with the credentials of `login`. */
function reach(installation: Installation, login: Installation): string {
  const url = new URL(login.url);
  url.pathname = `/${installation.database}`;
  return url.toString();
}

/** A database as a hosted service provides it: its owner may create roles, and every role may connect. */
async function install(name: string): Promise<Installation> {
  const database = `${workerDatabase}_${name}`;
  const password = randomBytes(16).toString("hex");
  await administrator.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await administrator.query(`CREATE ROLE ${database} LOGIN CREATEROLE PASSWORD '${password}'`);
  await administrator.query(`CREATE DATABASE ${database} OWNER ${database}`);
  const address = new URL(databaseUrls(database).owner);
  Object.assign(address, { username: database, password });
  const url = address.toString();
  await migrate(url);
  const [roles] = await query<{ tenant: string; system: string }>(
    url,
    "SELECT tenant_role() AS tenant, system_role() AS system",
  );
  await query(
    url,
    "BEGIN",
    "SELECT set_config('role', system_role(), true)",
    `INSERT INTO users (id, email, name) VALUES ('${randomUUID()}', 'somebody@${name}.example', 'Somebody')`,
    "COMMIT",
  );
  return { database, url, roles: Object.values(roles ?? {}) };
}

beforeAll(async () => {
  await administrator.connect();
  const { rows } = await administrator.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  version = rows[0]?.version ?? 0;
  tenants = [await install("left"), await install("right")];
});

afterAll(async () => {
  for (const { database, roles } of tenants) {
    await administrator.query(`DROP DATABASE ${database} WITH (FORCE)`);
    await administrator.query(`DROP ROLE ${[...roles, database].join(", ")}`);
  }
  await administrator.end();
});

it("gives every installation its own roles", () => {
  const roles = tenants.flatMap((tenant) => tenant.roles);
  expect(new Set(roles).size).toBe(4);
});

describe.each([
  ["the first", 0, 1],
  ["the second", 1, 0],
])("the other installation, with the credentials of %s,", (_which, thief, victim) => {
  const both = () => ({ own: tenants[thief] as Installation, other: tenants[victim] as Installation });

  it("refuses connections", async () => {
    const { own, other } = both();
    await expect(query(reach(other, own), "SELECT 1")).rejects.toThrow(`permission denied for database "${other.database}"`);
  });

  it("refuses SET ROLE to any of its roles", async () => {
    const { own, other } = both();
    for (const role of [...other.roles, other.database]) {
      await expect(query(own.url, `SET ROLE ${role}`)).rejects.toThrow("permission denied to set role");
    }
  });

  it("shows no row even if every role may connect again", async () => {
    const { own, other } = both();
    const url = reach(other, own);
    await administrator.query(`GRANT CONNECT ON DATABASE ${other.database} TO PUBLIC`);
    try {
      for (const role of ["none", ...own.roles]) {
        for (const table of ["users", "sessions", "live_sessions", "membership_contexts"]) {
          const reading = query(url, `SET ROLE ${role}`, `SELECT * FROM ${table}`);
          await expect(reading).rejects.toThrow(/permission denied for (table|view)/);
        }
        await expect(query(url, `SET ROLE ${role}`, "CREATE TEMPORARY TABLE users (id int)")).rejects.toThrow(
          "permission denied",
        );
        await expect(query(url, `SET ROLE ${role}`, "CREATE TABLE planted (id int)")).rejects.toThrow(
          "permission denied for schema public",
        );
        await expect(query(url, `SET ROLE ${role}`, "SELECT tenant_role()")).rejects.toThrow(
          "permission denied for function",
        );
      }
    } finally {
      await administrator.query(`REVOKE CONNECT ON DATABASE ${other.database} FROM PUBLIC`);
    }
  });

  it("cannot be taken over, from PostgreSQL 16 on not even with CREATEROLE", async () => {
    const { own, other } = both();
    if (version < 160_000) await administrator.query(`ALTER ROLE ${own.database} NOCREATEROLE`);
    for (const role of [...other.roles, other.database]) {
      await expect(query(own.url, `GRANT ${role} TO ${own.database}`)).rejects.toThrow(
        /permission denied|must have admin option/,
      );
    }
    await expect(query(own.url, `ALTER ROLE ${other.database} PASSWORD 'stolen'`)).rejects.toThrow(
      /permission denied|must be superuser/,
    );
  });
});

describe("findOpenings", () => {
  const openings = async () =>
    (await findOpenings(readerOf(tenants[0].url))).filter(({ isOpen }) => isOpen).map(({ text }) => text);

  it("reports nothing after migration", async () => {
    expect(await openings()).toEqual([]);
  });

  it.each([
    [
      "every role may connect",
      () => [
        `GRANT CONNECT ON DATABASE ${tenants[0].database} TO PUBLIC`,
        `REVOKE CONNECT ON DATABASE ${tenants[0].database} FROM PUBLIC`,
      ],
      "Every role of the cluster may connect",
    ],
    [
      "another role may switch to its roles",
      () => [
        `GRANT ${tenants[0].roles[1]} TO ${tenants[1].database}`,
        `REVOKE ${tenants[0].roles[1]} FROM ${tenants[1].database}`,
      ],
      "is a member of this database's roles",
    ],
  ])("reports that %s", async (_what, statements, text) => {
    const [open, close] = statements();
    await administrator.query(open ?? "");
    expect(await openings()).toEqual([expect.stringContaining(text)]);
    await administrator.query(close ?? "");
    expect(await openings()).toEqual([]);
  });

  it("reports a copied database in the same cluster that uses the same roles", async () => {
    const copy = `${tenants[0].database}_copy`;
    await administrator.query(`CREATE DATABASE ${copy} TEMPLATE ${tenants[0].database}`);
    try {
      expect(await openings()).toEqual([expect.stringContaining(copy)]);
    } finally {
      await administrator.query(`DROP DATABASE ${copy}`);
    }
  });

  it("reports roles with CREATEROLE if the server is older than PostgreSQL 16, and otherwise not", async () => {
    const powers = (await findOpenings(readerOf(tenants[0].url))).filter(({ isOpen }) => !isOpen).map(({ text }) => text);
    expect(powers.some((text) => text.includes("NOCREATEROLE"))).toBe(version < 160_000);
  });
});

it("migrates a database owned by another role, and reports what the owner has to close", async () => {
  const database = `${workerDatabase}_leased`;
  const address = new URL(databaseUrls(database).owner);
  await administrator.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await administrator.query(`CREATE DATABASE ${database}`);
  try {
    await query(databaseUrls(database).superuser, `ALTER SCHEMA public OWNER TO ${address.username}`);
    await migrate(address.toString());
    const found = await findOpenings(readerOf(address.toString()));
    expect(found.filter(({ isOpen }) => isOpen).map(({ text }) => text)).toEqual([
      expect.stringContaining("Every role of the cluster may connect"),
    ]);
  } finally {
    await administrator.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
});

it("refuses to migrate a database if other databases of the cluster share its roles, and says what to do", async () => {
  const guard = await readFile("prisma/migrations/20261128000100_closed_database/migration.sql", "utf8");
  await expect(administrator.query(guard)).rejects.toMatchObject({
    message: expect.stringContaining("roles are shared by every database in the cluster") as string,
    hint: expect.stringContaining("empty database") as string,
  });
});

it("lets each installation work without the right to create roles", async () => {
  for (const { database, url } of tenants) {
    await administrator.query(`ALTER ROLE ${database} NOCREATEROLE`);
    expect(await migrate(url)).toEqual([]);
    const people = await query<{ email: string }>(
      url,
      "BEGIN",
      "SELECT set_config('role', system_role(), true)",
      "SELECT email FROM users",
    );
    expect(people.map(({ email }) => email)).toEqual([
      expect.stringMatching(database.endsWith("left") ? /@left\.example$/ : /@right\.example$/),
    ]);
  }
});
