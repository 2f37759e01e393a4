// A simulated day of everything that strangers can do to an account and its mailbox.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { ACCOUNT_KINDS } from "@/lib/email/mail-kinds";
import { anonymous, createPerson, PASSWORD, uniqueAddress, uniqueEmail } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/invitations";
import { forgetCounts } from "@/tests/factories/limits";
import { countDropped, queuedMails } from "@/tests/factories/mail";
import { simulateClock, type SimulatedClock } from "@/tests/factories/simulated-clock";

const QUARTERS = 24 * 4;
const ACTS_A_QUARTER = 5;
const PATIENCE_MINUTES = 5;

let clock: SimulatedClock;

beforeAll(async () => {
  clock = await simulateClock();
});
afterAll(() => clock.stop());
beforeEach(forgetCounts);

const inNetwork = (network: string) => (index: number) => `2001:db8:${network}:${(index % 100).toString(16)}::1`;

/** Who attacks from where, and where the owner is. */
const ATTACKERS: [string, (act: number) => string, (visit: number) => string][] = [
  ["one address", () => "203.0.113.66", uniqueAddress],
  ["a hundred addresses of one IPv6 /48", inNetwork("66"), uniqueAddress],
  ["a hundred addresses of a hundred networks", (act) => `198.51.100.${act % 100}`, uniqueAddress],
  ["a hundred addresses of the owner's own IPv6 /48", inNetwork("77"), (visit) => inNetwork("77")(visit + 50)],
];

/** What strangers can cause, and the links that the owner asks for once an hour. */
const A_DAYS_MAIL = 7 + 24;

/** Guesses most of all, so that the slow-down never ends; the rest fills the mailbox. */
async function attack(email: string, act: number, ipAddress: string): Promise<void> {
  const caller = anonymous({ ipAddress });
  const acts = [
    () => signIn(caller, { email, password: "not the password at all" }),
    () => forgotPassword(caller, { email }),
    () => signIn(caller, { email, password: "not the password at all" }),
    () => signUp(caller, { email, password: "planted by a stranger", name: "Mallory" }),
    () => resendVerification(caller, { email }),
  ];
  expect(["ok", "INVALID_CREDENTIALS", "RATE_LIMITED"]).toContain(await outcomeOf(acts[act % acts.length]!()));
}

async function newestToken(email: string, kind: string): Promise<string | null> {
  const mail = (await queuedMails(email)).findLast((each) => each.kind === kind);
  return /\?token=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1] ?? null;
}

/** Tries, as a person would, until it works. @returns the minutes that it took, or null where patience ended */
async function minutesUntil(tryOnce: () => Promise<boolean>): Promise<number | null> {
  for (let minutes = 0; minutes <= PATIENCE_MINUTES; minutes += 1) {
    if (await tryOnce()) return minutes;
    await clock.pass(1);
  }
  return null;
}

/** Of somebody who reads the mailbox and has no account yet. */
async function minutesToSignUp(email: string, ipAddress: string): Promise<number | null> {
  const browser = { ipAddress };
  const { flow } = await signUp(anonymous(browser), { email, password: PASSWORD, name: "Ada" });
  return minutesUntil(async () => {
    await resendVerification(anonymous({ ...browser, signUpFlow: flow }), { email });
    const token = await newestToken(email, "verification");
    // By the newest mail, even if a stranger caused it: the page offers to choose a password.
    const verified = token === null ? null : await verifyEmail(anonymous(browser), { token, new_password: "chosen by the owner" }).catch(() => null);
    if (!verified) return false;
    const known = anonymous({ ...browser, deviceCookie: verified.deviceCookie });
    return (await outcomeOf(signIn(known, { email, password: "chosen by the owner" }))) === "ok";
  });
}

it.each(ATTACKERS)("an owner gets in at any hour while %s attack, also in a new browser, and nobody else is held up", { timeout: 300_000 }, async (_who, addressOf, homeOf) => {
  const { user } = await createPerson();
  let { deviceCookie } = await signIn(anonymous(), { email: user.email, password: PASSWORD });
  const { user: bystander } = await createPerson();
  let [password, act, refused] = [PASSWORD, 0, 0];
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    for (let count = 0; count < ACTS_A_QUARTER; count += 1, act += 1) await attack(user.email, act, addressOf(act));
    if (quarter % 4 === 3) {
      expect(await outcomeOf(signIn(anonymous({ deviceCookie }), { email: user.email, password }))).toBe("ok");
      const newBrowser = anonymous({ ipAddress: homeOf(quarter) });
      if ((await outcomeOf(signIn(newBrowser, { email: user.email, password }))) === "RATE_LIMITED") refused += 1;
      const newPassword = `chosen in quarter ${quarter} of the day`;
      const minutes = await minutesUntil(async () => {
        await forgotPassword(newBrowser, { email: user.email }).catch(() => undefined);
        const token = await newestToken(user.email, "password-reset");
        const reset = token === null ? null : await resetPassword(newBrowser, { token, new_password: newPassword }).catch(() => null);
        if (!reset) return false;
        deviceCookie = reset.deviceCookie;
        const known = anonymous({ deviceCookie, ipAddress: newBrowser.request.ipAddress });
        return (await outcomeOf(signIn(known, { email: user.email, password: newPassword }))) === "ok";
      });
      expect(minutes, `in hour ${(quarter + 1) / 4}`).not.toBeNull();
      password = newPassword;
      expect(await outcomeOf(signIn(anonymous(), { email: bystander.email, password: PASSWORD }))).toBe("ok");
    }
    await clock.pass(15);
  }
  expect((await queuedMails(user.email)).filter(({ kind }) => !(ACCOUNT_KINDS as string[]).includes(kind)).length).toBeLessThanOrEqual(A_DAYS_MAIL);
  expect(refused, "hours in which the attack kept the account slowed down").toBeGreaterThan(12);
});

it.each(ATTACKERS)("lets a mailbox owner sign up while %s use the address", { timeout: 300_000 }, async (_who, addressOf, homeOf) => {
  const email = uniqueEmail();
  for (let act = 0; act < 150; act += 1) {
    await attack(email, act, addressOf(act));
    if (act % 10 === 0) await clock.pass(10);
  }
  expect(await countDropped(email), "mails that the attack was over its limits with").toBeGreaterThan(0);
  expect(await minutesToSignUp(email, homeOf(0))).not.toBeNull();
});

it.each(ATTACKERS)("lets a mailbox owner sign up while %s sign up tagged addresses of the mailbox", { timeout: 300_000 }, async (_who, addressOf, homeOf) => {
  const email = uniqueEmail();
  const tagged = (tag: number) => email.replace("@", `+${tag}@`);
  for (let act = 0; act < 60; act += 1) {
    const stranger = anonymous({ ipAddress: addressOf(act) });
    const outcome = await outcomeOf(signUp(stranger, { email: tagged(act), password: "planted by a stranger", name: "Mallory" }));
    expect(["ok", "RATE_LIMITED"]).toContain(outcome);
    if (act % 10 === 0) await clock.pass(10);
  }
  const mailed = await Promise.all(Array.from({ length: 60 }, (_, tag) => queuedMails(tagged(tag))));
  // Those of one network get five, the others ten.
  expect(mailed.flat().length).toBeGreaterThanOrEqual(5);
  expect(mailed.flat().length).toBeLessThanOrEqual(10);
  expect(await minutesToSignUp(email, homeOf(0))).not.toBeNull();
});
