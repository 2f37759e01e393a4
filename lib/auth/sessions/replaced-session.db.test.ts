// A sign-in in a browser where somebody else is signed in ends that session, under the lock of its user.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, callerOf, createPerson, PASSWORD, someRequest } from "@/tests/factories/callers";
import { superuserDatabaseUrl } from "@/tests/setup/databases";
import { signIn } from "../sign-in/sign-in";
import { createSession } from "./create-session";
import { resolveSession } from "./resolve-session";

const [hand, observer] = [0, 1].map(() => new pg.Client({ connectionString: superuserDatabaseUrl })) as [
  pg.Client,
  pg.Client,
];
beforeAll(() => Promise.all([hand.connect(), observer.connect()]));
afterAll(() => Promise.all([hand.end(), observer.end()]));

type Person = Awaited<ReturnType<typeof createPerson>>;

/** Signs a user in, in a browser in which another one is signed in. */
async function signInOver({ session }: { session: { token: string } }, { user }: Person) {
  return signIn(callerOf(await actorOf(session.token)), { email: user.email, password: PASSWORD });
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await observer.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}

describe("the session that a sign-in replaces", () => {
  it("ends, even if it is another user's", async () => {
    const [before, after] = [await createPerson(), await createPerson()];
    const { session, replacesAnother } = await signInOver(before, after);
    expect(replacesAnother).toBe(true);
    expect(await resolveSession(before.session.token, null)).toBeNull();
    expect(await resolveSession(session.token, null)).toMatchObject({ user: { id: after.user.id } });
  });

  it("does not end during a write of its user that has passed its checks", async () => {
    const [before, after] = [await createPerson(), await createPerson()];
    await hand.query("BEGIN");
    await hand.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE", [before.user.id]);
    const signingIn = signInOver(before, after);
    await expect.poll(waitingForLocks, { timeout: 10_000 }).toBe(1);
    expect(await resolveSession(before.session.token, null)).not.toBeNull();
    await hand.query("COMMIT");
    await signingIn;
    expect(await resolveSession(before.session.token, null)).toBeNull();
  });

  it("is locked in the order of the users' ids, so that two sign-ins in each other's browsers cannot deadlock", async () => {
    const people = [await createPerson(), await createPerson()].toSorted((a, b) => (a.user.id < b.user.id ? -1 : 1));
    const [low, high] = people as [Person, Person];
    for (const [before, after] of [
      [low, high],
      [high, low],
    ] as const) {
      const session = await inSystemTransaction((db) => createSession(db, before.user.id, someRequest()));
      await hand.query("BEGIN");
      await hand.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE", [low.user.id]);
      const signingIn = signInOver({ session }, after);
      await expect.poll(waitingForLocks, { timeout: 10_000 }).toBe(1);
      // Fails at once if the sign-in already holds the lock of the other user.
      await hand.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE NOWAIT", [high.user.id]);
      await hand.query("COMMIT");
      expect((await signingIn).replacesAnother).toBe(true);
    }
  });
});
