// A PostgreSQL server with certificates that a man in the middle could have made. Every connection of the project must
// refuse them.
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { generate } from "selfsigned";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { currentDatabase } from "@/lib/db/client";
import { readerOf } from "@/lib/db/connected";
import { migrate, pendingMigrations } from "@/lib/db/migrate";
import { parseEnv } from "@/lib/env/schema";
import { queryAt } from "@/tests/setup/databases";
import { serverUser } from "../postgres/server-user";
import { startThrowawayCluster, type ThrowawayCluster } from "../postgres/throwaway";
import { databaseFindings, pooledFindings } from "./database-findings";

interface KeyPair {
  key: string;
  cert: string;
}

const DATABASE = "app";
const EXPECTED = { AUDIT_RETENTION_DAYS: 400, APP_ENV: "prod", preview: false } as const;

/** A certificate for one host name, signed by `authority` or by itself. */
async function certificate(host: string, authority?: KeyPair): Promise<KeyPair> {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    ca: authority,
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
    ],
  });
  return { key, cert };
}

async function newAuthority(): Promise<KeyPair> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "An authority of our own" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  return { key, cert };
}

const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-authority-"));
const authorityFile = path.join(folder, "authority.pem");
let server: ThrowawayCluster;
let authority: KeyPair;

const asSuperuser = <Row extends pg.QueryResultRow>(...statements: string[]) =>
  queryAt<Row>(server.superuserUrl("postgres"), ...statements);

/** Makes the server present this certificate, or none. */
async function show(shown: KeyPair | null): Promise<void> {
  const [row] = await asSuperuser<{ data_directory: string }>("SHOW data_directory");
  for (const [name, content] of Object.entries(shown ? { "server.key": shown.key, "server.crt": shown.cert } : {})) {
    const file = path.join(row?.data_directory ?? "", name);
    writeFileSync(file, content, { mode: 0o600 });
    const user = serverUser();
    if (user) chownSync(file, user.uid, user.gid);
  }
  await asSuperuser(`ALTER SYSTEM SET ssl = ${shown ? "on" : "off"}`, "SELECT pg_reload_conf()");
  const setting = async () => (await asSuperuser<{ ssl: string }>("SHOW ssl"))[0]?.ssl;
  await expect.poll(setting, { timeout: 10_000 }).toBe(shown ? "on" : "off");
}

/** The URL as an operator would write it for another machine. The certificate must match the host name in it. */
function address(options: Record<string, string>): string {
  const url = new URL(server.ownerUrl(DATABASE));
  url.hostname = "localhost";
  for (const [name, value] of Object.entries(options)) url.searchParams.set(name, value);
  return url.toString();
}

function forgetClient(): void {
  for (const name of ["gatehouseEnv", "gatehouseDatabase"]) Reflect.deleteProperty(globalThis, name);
}

/** Connects as the app itself does. */
async function askAsApp(url: string): Promise<boolean> {
  vi.stubEnv("DATABASE_URL", url);
  forgetClient();
  const { client } = currentDatabase();
  try {
    const rows = await client.$queryRaw<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
    return rows[0]?.ssl ?? false;
  } finally {
    await client.$disconnect();
  }
}

const WAYS: Record<string, (url: string) => Promise<unknown>> = {
  "the app": askAsApp,
  "npm run migrate": (url) =>
    migrate(url, { auditRetentionDays: EXPECTED.AUDIT_RETENTION_DAYS, environment: EXPECTED.APP_ENV }),
  "npm run doctor": (url) => pendingMigrations(readerOf(url)),
};

beforeAll(async () => {
  server = await startThrowawayCluster();
  await server.createDatabase(DATABASE);
  await migrate(server.ownerUrl(DATABASE), {
    auditRetentionDays: EXPECTED.AUDIT_RETENTION_DAYS,
    environment: EXPECTED.APP_ENV,
  });
  authority = await newAuthority();
  writeFileSync(authorityFile, authority.cert);
}, 120_000);

afterEach(forgetClient);

afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true });
});

describe("a connection with sslmode=verify-full", () => {
  it("succeeds and is encrypted if a configured authority signed the server's certificate for its host name", async () => {
    await show(await certificate("localhost", authority));
    const url = address({ sslmode: "verify-full", sslrootcert: authorityFile });
    expect(await askAsApp(url)).toBe(true);
    for (const connect of Object.values(WAYS)) await connect(url);
    expect(await databaseFindings(url, EXPECTED)).toEqual([]);
    expect(await pooledFindings(url)).toEqual([]);
  });

  const untrusted: [string, () => Promise<KeyPair | null>, Record<string, string>][] = [
    ["is signed by itself", () => certificate("localhost"), {}],
    [
      "is signed by itself instead of by the configured authority",
      () => certificate("localhost"),
      { sslrootcert: authorityFile },
    ],
    ["is signed by an authority that is not configured", () => certificate("localhost", authority), {}],
    ["is signed for another host", () => certificate("db.gatehouse.test", authority), { sslrootcert: authorityFile }],
    ["is missing", () => Promise.resolve(null), { sslrootcert: authorityFile }],
  ];

  it.each(untrusted)("is refused, and doctor fails, if the server's certificate %s", async (_what, make, options) => {
    await show(await make());
    const url = address({ sslmode: "verify-full", ...options });
    for (const [way, connect] of Object.entries(WAYS)) await expect(connect(url), way).rejects.toThrow();
    expect(await databaseFindings(url, EXPECTED)).toEqual([
      { kind: "error", text: expect.stringContaining("could be established") as string },
    ]);
    expect(await pooledFindings(url)).toEqual([
      { kind: "error", text: expect.stringContaining("could be established") as string },
    ]);
  });
});

it("lets production start only with sslmode=verify-full, unless the network is declared as trusted", async () => {
  const url = "postgresql://app@db.gatehouse.test/app";
  const strict = {
    ...process.env,
    APP_ENV: "prod",
    APP_URL: "https://app.gatehouse.test",
    TRUSTED_PROXY_HOPS: "1",
    MAILBOX_FILE: "",
  };
  for (const mode of ["", "disable", "prefer", "require", "verify-ca", "no-verify"]) {
    const source = { ...strict, DATABASE_URL: mode === "" ? url : `${url}?sslmode=${mode}` };
    expect(() => parseEnv(source), mode).toThrow(/DATABASE_URL must have sslmode=verify-full/);
    expect(parseEnv({ ...source, DATABASE_TLS: "trust-network" }), mode).toMatchObject({
      strict: true,
      DATABASE_TLS: "trust-network",
    });
  }
  expect(await databaseFindings("postgresql://app@127.0.0.1:1/app", EXPECTED)).toEqual([
    { kind: "note", text: expect.stringContaining("could not be reached") as string },
  ]);
});
