// Simulates attacks on the mailbox of a person who wants to sign up.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { verifyEmail } from "@/lib/auth/sign-up/verify-email";
import { anonymous, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { outcomeOf } from "@/tests/factories/outcome";
import { forgetCounts } from "@/tests/factories/limits";
import { countDropped, queuedMails } from "@/tests/factories/mail";
import { simulateClock, type SimulatedClock } from "@/tests/factories/simulated-clock";
import { attack, ATTACKERS, minutesUntil, newestToken } from "./strangers";

let clock: SimulatedClock;

beforeAll(async () => {
  clock = await simulateClock();
});
afterAll(() => clock.stop());
beforeEach(forgetCounts);

/** Signs up as a person who reads the mailbox and has no account yet. */
async function minutesToSignUp(email: string, ipAddress: string): Promise<number | null> {
  const browser = { ipAddress };
  const { flow } = await signUp(anonymous(browser), { email, password: PASSWORD, name: "Ada" });
  return minutesUntil(clock, async () => {
    await resendVerification(anonymous({ ...browser, signUpFlow: flow }), { email });
    const token = await newestToken(email, "verification");
    // The newest mail works even if an attacker caused it, because its page lets the owner choose another password.
    const verified =
      token === null
        ? null
        : await verifyEmail(anonymous(browser), { token, new_password: "chosen by the owner" }).catch(() => null);
    if (!verified) return false;
    const known = anonymous({ ...browser, deviceCookie: verified.deviceCookie });
    return (await outcomeOf(signIn(known, { email, password: "chosen by the owner" }))) === "ok";
  });
}

it.each(ATTACKERS)(
  "lets the owner of a mailbox sign up during an attack from %s",
  { timeout: 300_000 },
  async (_who, addressOf, homeOf) => {
    const email = uniqueEmail();
    for (let act = 0; act < 150; act += 1) {
      await attack(email, act, addressOf(act));
      if (act % 10 === 0) await clock.pass(10);
    }
    expect(await countDropped(email), "mails that the attack caused beyond its limits").toBeGreaterThan(0);
    expect(await minutesToSignUp(email, homeOf(0))).not.toBeNull();
  },
);

it.each(ATTACKERS)(
  "lets the owner of a mailbox sign up while its tagged addresses are signed up from %s",
  { timeout: 300_000 },
  async (_who, addressOf, homeOf) => {
    const email = uniqueEmail();
    const tagged = (tag: number) => email.replace("@", `+${tag}@`);
    for (let act = 0; act < 60; act += 1) {
      const stranger = anonymous({ ipAddress: addressOf(act) });
      const outcome = await outcomeOf(
        signUp(stranger, { email: tagged(act), password: "planted by a stranger", name: "Mallory" }),
      );
      expect(["ok", "RATE_LIMITED"]).toContain(outcome);
      if (act % 10 === 0) await clock.pass(10);
    }
    const mailed = await Promise.all(Array.from({ length: 60 }, (_, tag) => queuedMails(tagged(tag))));
    // A single network can cause five mails, several networks ten.
    expect(mailed.flat().length).toBeGreaterThanOrEqual(5);
    expect(mailed.flat().length).toBeLessThanOrEqual(10);
    expect(await minutesToSignUp(email, homeOf(0))).not.toBeNull();
  },
);
