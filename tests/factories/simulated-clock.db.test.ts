import { afterAll, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { queryAt, superuserDatabaseUrl } from "@/tests/setup/databases";
import { createPerson } from "./callers";
import { simulateClock, type SimulatedClock } from "./simulated-clock";

let clock: SimulatedClock | undefined;
afterAll(() => clock?.stop());

async function databaseTime(): Promise<number> {
  const [row] = await inSystemTransaction((db) => db.$queryRaw<[{ now: Date }]>`SELECT now()`);
  return row.now.getTime();
}

it("advances the database's clock for a pool that earlier test files have used, and fails if it cannot", async () => {
  await createPerson();
  clock = await simulateClock();
  await clock.pass(24 * 60);
  expect(Math.abs((await databaseTime()) - Date.now())).toBeLessThan(10_000);
  await queryAt(
    superuserDatabaseUrl,
    "CREATE OR REPLACE FUNCTION simulated.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.now()'",
  );
  await expect(clock.pass(1)).rejects.toThrow("apart");
});
