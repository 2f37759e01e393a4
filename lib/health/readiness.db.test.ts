// The readiness check on a database that accepts a single connection: the one of the app's pool.
import { expect, it, vi } from "vitest";
import { databaseUrls, queryAt, workerDatabase } from "@/tests/setup/databases";
import { useOwnDatabase } from "@/tests/setup/own-database";
import { readiness } from "./readiness";

const SUFFIX = "readiness";
const url = databaseUrls(`${workerDatabase}_${SUFFIX}`).owner;

it("opens no connection beyond the pool, and needs only one", async () => {
  vi.stubEnv("DATABASE_URL", url);
  const { drop } = await useOwnDatabase(SUFFIX, 1);
  try {
    const { status, body } = await readiness();
    // A test's database shares the roles of its template, which counts as an opening.
    const checks = { database: "degraded", migrations: "up", mail: "up", audit_log: "up", rate_limits: "up" };
    expect([status, body]).toEqual([200, { status: "degraded", checks }]);
    await expect(queryAt(url, "SELECT 1")).rejects.toThrow("too many connections");
  } finally {
    await drop();
  }
});
