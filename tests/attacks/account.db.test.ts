// Simulates a day in which attackers who do not know the password attack an account in every way.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { resetPassword } from "@/lib/auth/password-reset/reset-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { ACCOUNT_KINDS } from "@/lib/email/mail-kinds";
import { anonymous, createPerson, PASSWORD } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { simulateClock, type SimulatedClock } from "@/tests/factories/simulated-clock";
import { attack, ATTACKERS, minutesUntil, newestToken } from "./strangers";

const QUARTERS = 24 * 4;
const ACTS_A_QUARTER = 5;

/** The maximum mail of a day, not counting notices: 7 that anyone can cause, and a needed reset link each hour. */
const A_DAYS_MAIL = 7 + 24;

let clock: SimulatedClock;

beforeAll(async () => {
  clock = await simulateClock();
});
afterAll(() => clock.stop());
beforeEach(forgetCounts);

it.each(ATTACKERS)(
  "lets the owner sign in at any hour, even in a new browser, during an attack from %s, and does not affect other users",
  { timeout: 300_000 },
  async (_who, addressOf, homeOf) => {
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
        const minutes = await minutesUntil(clock, async () => {
          await forgotPassword(newBrowser, { email: user.email }).catch(() => undefined);
          const token = await newestToken(user.email, "password-reset");
          const reset =
            token === null ? null : await resetPassword(newBrowser, { token, new_password: newPassword }).catch(() => null);
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
    expect(
      (await queuedMails(user.email)).filter(({ kind }) => !(ACCOUNT_KINDS as string[]).includes(kind)).length,
    ).toBeLessThanOrEqual(A_DAYS_MAIL);
    expect(refused, "hours in which the attack kept the account throttled").toBeGreaterThan(12);
  },
);
