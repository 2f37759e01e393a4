import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { recipientHash } from "@/lib/email/recipient-hash";
import { deleteAccount } from "@/lib/users/delete-account";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { queuedMails } from "@/tests/factories/mail";
import { forgotPassword } from "./password-reset/forgot-password";
import { signIn } from "./sign-in/sign-in";
import { STRANGER, throttleKey } from "./passwords/throttle";

/** Rotates the signing key as a new deployment would. */
function rotateSigningKey(): void {
  process.env.JWT_SECRET_KEY_PREVIOUS = process.env.JWT_SECRET_KEY;
  process.env.JWT_SECRET_KEY = randomBytes(32).toString("hex");
  delete (globalThis as { gatehouseEnv?: unknown }).gatehouseEnv;
}

it("deletes a deleted account's queued mail and failure counts, even those from before a rotation of the signing key", async () => {
  const {
    user: { email },
    session,
  } = await createPerson();
  const atTheAddress = async () => {
    await signIn(anonymous(), { email, password: "guessed by a stranger" }).catch(() => undefined);
    await forgotPassword(anonymous(), { email });
    return { mails: recipientHash(email), failures: throttleKey(email, STRANGER) };
  };
  const before = await atTheAddress();
  rotateSigningKey();
  const after = await atTheAddress();
  expect(after).not.toEqual(before);
  const left = () =>
    inSystemTransaction(async (db) => ({
      mails: await db.outboxMail.count({
        where: { recipientHash: { in: [before.mails, after.mails] }, contentCiphertext: { not: null } },
      }),
      failures: await db.signInThrottle.count({ where: { keyHash: { in: [before.failures, after.failures] } } }),
    }));
  expect(await left()).toEqual({ mails: 2, failures: 2 });
  await deleteAccount(callerOf(await actorOf(session.token)), { confirm: email, current_password: PASSWORD });
  expect((await queuedMails(email)).map(({ kind }) => kind)).toEqual(["account-deleted"]);
  expect(await left()).toEqual({ mails: 1, failures: 0 });
});
