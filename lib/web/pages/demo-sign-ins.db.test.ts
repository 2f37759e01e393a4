import { afterEach, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { SEED_USERS } from "@/lib/users/seed-people";
import { createPerson } from "@/tests/factories/callers";
import { demoSignIns } from "./demo-sign-ins";

const EMAILS = SEED_USERS.map(({ email }) => email);

const deleteUsers = (emails: string[]) =>
  inSystemTransaction((db) => db.user.deleteMany({ where: { email: { in: emails } } }));

afterEach(() => deleteUsers(EMAILS));

it("offers every user of the seed, each under a label of its own, and the first organization's admin first", async () => {
  for (const email of EMAILS) await createPerson({ email });
  const users = (await demoSignIns())?.users ?? [];
  expect(users.map(({ email }) => email).toSorted()).toEqual(EMAILS.toSorted());
  expect(users.map(({ label }) => label)).toEqual(["Admin", "Member", "Reader", "Admin of Lantern Studio", "System admin"]);
});

it("skips users who no longer exist, and offers nothing if none of them exists", async () => {
  const [gone = "", ...others] = EMAILS;
  for (const email of EMAILS) await createPerson({ email });
  await deleteUsers([gone]);
  expect((await demoSignIns())?.users.map(({ email }) => email)).toEqual(others);
  await deleteUsers(EMAILS);
  expect(await demoSignIns()).toBeNull();
});
