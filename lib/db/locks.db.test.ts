import { describe, expect, it } from "vitest";
import { LOCK_ORDER, lockNames, lockRows } from "./locks";
import { inSystemTransaction, type SystemDb } from "./transaction";

const NAMES = ["email", "setting", "mailbox"] as const;
type Name = (typeof NAMES)[number];
type Lock = (typeof LOCK_ORDER)[number];

const isName = (lock: Lock): lock is Name => (NAMES as readonly string[]).includes(lock);

const take = (db: SystemDb, lock: Lock): Promise<unknown> =>
  isName(lock) ? lockNames(db, lock, "name") : lockRows(db, lock)`SELECT 1 FROM users WHERE false FOR UPDATE`;

const takeBoth = (first: Lock, second: Lock) =>
  inSystemTransaction(async (db) => {
    await take(db, first);
    await take(db, second);
  });

/** The number of transactions waiting for a named lock in this database. */
async function waiting(): Promise<number> {
  const [row] = await inSystemTransaction(
    (db) => db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_locks
       WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return row?.count ?? 0;
}

const pairs = LOCK_ORDER.flatMap((first, at) => LOCK_ORDER.slice(at).map((second) => [first, second] as const));

describe("the order of locks", () => {
  it.each(pairs)("allows %s before %s in one transaction, and refuses the reverse if they differ", async (first, second) => {
    await takeBoth(first, second);
    if (first !== second) await expect(takeBoth(second, first)).rejects.toThrow(`lock order: ${first} after ${second}`);
  });

  it("applies within one transaction only: the next transaction may start with any lock", async () => {
    await inSystemTransaction((db) => take(db, "mailbox"));
    await inSystemTransaction((db) => take(db, "email"));
  });

  it("makes a second transaction that locks the same names wait until the first one ends", async () => {
    const order: string[] = [];
    let second: Promise<unknown> = Promise.resolve();
    await inSystemTransaction(async (db) => {
      await lockNames(db, "email", "b@example.com", "a@example.com");
      second = inSystemTransaction(async (other) => {
        await lockNames(other, "email", "a@example.com", "b@example.com");
        order.push("second");
      });
      await expect.poll(waiting).toBe(1);
      order.push("first");
    });
    await second;
    expect(order).toEqual(["first", "second"]);
  });
});
