// Simulated attackers of an account and its mailbox, and an owner who retries for a limited time.
import { expect } from "vitest";
import { forgotPassword } from "@/lib/auth/password-reset/forgot-password";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { resendVerification } from "@/lib/auth/sign-up/resend-verification";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { anonymous } from "@/tests/factories/callers";
import { uniqueAddress } from "@/tests/factories/addresses";
import { outcomeOf } from "@/tests/factories/outcome";
import { queuedMails } from "@/tests/factories/mail";
import type { SimulatedClock } from "@/tests/factories/simulated-clock";

const PATIENCE_MINUTES = 5;

const inNetwork = (network: string) => (index: number) => `2001:db8:${network}:${(index % 100).toString(16)}::1`;

/** For each test: the attackers as its title names them, their IP address in each attack, and the owner's in each visit. */
export const ATTACKERS: [string, (act: number) => string, (visit: number) => string][] = [
  ["one IP address", () => "203.0.113.66", uniqueAddress],
  ["a hundred IP addresses of one IPv6 /48", inNetwork("66"), uniqueAddress],
  ["a hundred IP addresses of a hundred networks", (act) => `198.51.100.${act % 100}`, uniqueAddress],
  ["a hundred IP addresses of the owner's own IPv6 /48", inNetwork("77"), (visit) => inNetwork("77")(visit + 50)],
];

/** Runs one step of an attack: guesses, which keep the account throttled, alternate with requests that send mail. */
export async function attack(email: string, act: number, ipAddress: string): Promise<void> {
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

export async function newestToken(email: string, kind: string): Promise<string | null> {
  const mail = (await queuedMails(email)).findLast((each) => each.kind === kind);
  return /\?token=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1] ?? null;
}

/** Retries `tryOnce` every minute, as a user would. @returns the minutes until it succeeded, or null after giving up */
export async function minutesUntil(clock: SimulatedClock, tryOnce: () => Promise<boolean>): Promise<number | null> {
  for (let minutes = 0; minutes <= PATIENCE_MINUTES; minutes += 1) {
    if (await tryOnce()) return minutes;
    await clock.pass(1);
  }
  return null;
}
