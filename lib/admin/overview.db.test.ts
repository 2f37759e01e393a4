import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { inSystemTransaction } from "@/lib/db/transaction";
import { updateProfile } from "@/lib/users/update-profile";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { createSystemAdmin } from "@/tests/factories/system-admin";
import { getOverview, type Overview } from "./get-overview";

const DAY_MS = 86_400_000;
const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

let look: () => Promise<Overview>;
beforeAll(async () => {
  const admin = await createSystemAdmin();
  look = async () => getOverview(await admin.caller(), {});
});

/** The days whose number increased, each with the increase. */
function growth(before: { day: string; value: number }[], after: { day: string; value: number }[]): Record<string, number> {
  const grown = after.map(({ day, value }, at) => [day, value - (before[at]?.value ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, by]) => by !== 0));
}

describe("the console's overview", () => {
  it("counts failed sign-ins, mail that was given up and failed jobs, each in its period", async () => {
    const before = (await look()).attention;
    const { user } = await createPerson();
    await expect(signIn(anonymous(), { email: user.email, password: "a wrong one, a wrong one" })).rejects.toThrow();
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
    await inSystemTransaction(async (db) => {
      const run = (days: number, outcome: string) => ({ name: "attention-test", startedAt: ago(days), outcome });
      await db.jobRun.createMany({ data: [run(1, "failed"), run(8, "failed"), run(2, "done")] });
      const mail = { kind: "test", recipientHash: new Uint8Array(32), expiresAt: ago(-1) };
      await db.outboxMail.createMany({
        data: [
          { ...mail, status: "dead", createdAt: ago(1) },
          { ...mail, status: "dead", createdAt: ago(8) },
          { ...mail, status: "delivered", createdAt: ago(1) },
        ],
      });
    });
    const { failed_sign_ins, mail, jobs } = (await look()).attention;
    expect(failed_sign_ins.count - before.failed_sign_ins.count).toBe(1);
    expect([mail.given_up - before.mail.given_up, jobs.failed - before.jobs.failed]).toEqual([1, 1]);
    expect(jobs.last_run_at).not.toBeNull();
  });

  it("charts one number for each of the last thirty UTC days, ending with today", async () => {
    const overview = await look();
    const days = Array.from({ length: 30 }, (_, index) => dayOf(midnight - (29 - index) * DAY_MS));
    for (const chart of [overview.sign_ups, overview.active_users, overview.organizations])
      expect(chart.map(({ day }) => day)).toEqual(days);
  });

  it("charts an account on the UTC day it was created, and omits accounts older than thirty days", async () => {
    const before = await look();
    const times = [midnight, midnight - 1, midnight - 29 * DAY_MS, midnight - 29 * DAY_MS - 1];
    await inSystemTransaction((db) =>
      db.user.createMany({ data: times.map((time) => ({ email: uniqueEmail(), name: "Ada", createdAt: new Date(time) })) }),
    );
    const after = await look();
    expect(growth(before.sign_ups, after.sign_ups)).toEqual({
      [dayOf(midnight)]: 1,
      [dayOf(midnight - DAY_MS)]: 1,
      [dayOf(midnight - 29 * DAY_MS)]: 1,
    });
    expect(after.totals.users - before.totals.users).toBe(4);
  });

  it("counts organizations from the day they were created", async () => {
    const before = await look();
    const times = [midnight - 40 * DAY_MS, midnight - DAY_MS - 1];
    await inSystemTransaction((db) =>
      db.organization.createMany({
        data: times.map((time) => ({ slug: randomUUID(), name: "House", createdAt: new Date(time) })),
      }),
    );
    const after = await look();
    const grown = after.organizations.map(({ value }, at) => value - (before.organizations[at]?.value ?? 0));
    expect(grown).toEqual([...Array.from({ length: 27 }, () => 1), 2, 2, 2]);
    expect(after.organizations.at(-1)?.value).toBe(after.totals.organizations);
  });

  it("counts a user as active at most once a day, and not because of anonymous requests about the account", async () => {
    const { user, session } = await createPerson();
    const before = await look();
    await forgotPassword(anonymous(), { email: user.email });
    await expect(signIn(anonymous(), { email: user.email, password: "a wrong one, a wrong one" })).rejects.toMatchObject({
      code: "INVALID_CREDENTIALS",
    });
    expect(growth(before.active_users, (await look()).active_users)).toEqual({});
    await signIn(anonymous(), { email: user.email, password: PASSWORD });
    await updateProfile(callerOf(await actorOf(session.token)), { name: "Ada" });
    expect(growth(before.active_users, (await look()).active_users)).toEqual({ [dayOf(midnight)]: 1 });
  });
});
