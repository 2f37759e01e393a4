// Anyone who used an address before its owner comes with Google, or goes on using it afterwards, has nothing that works, in
// any order of events.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Caller } from "@/lib/access/actor";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { resolveApiKey } from "@/lib/api-keys/resolve-api-key";
import { inSystemTransaction } from "@/lib/db/transaction";
import { acceptInvitation } from "@/lib/invitations/accept-invitation";
import { createInvitation } from "@/lib/invitations/create-invitation";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD, uniqueEmail } from "@/tests/factories/callers";
import { google, returning, startGoogle } from "@/tests/factories/google";
import { forgetCounts } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { forgotPassword } from "../password-reset/forgot-password";
import { resetPassword } from "../password-reset/reset-password";
import { resolveSession } from "../sessions/resolve-session";
import { signIn } from "../sign-in/sign-in";
import { resendVerification } from "../sign-up/resend-verification";
import { signUp } from "../sign-up/sign-up";
import { verifyEmail } from "../sign-up/verify-email";
import { signInWithProvider } from "./sign-in-with-provider";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(forgetCounts);

interface Story {
  /** Google is the authority for it when its owner comes, and not yet when Mallory does. */
  email: string;
  /** Mallory's account under her own address. */
  mallory: Awaited<ReturnType<typeof createPerson>>;
  /** The subject of Mallory's Google account, which once had the address. */
  subject: string;
  /** The flow cookies of the browsers in which Mallory signed up. */
  flows: string[];
  /** Mallory in the account of the address, if she came there first. */
  inside: { caller: Caller; token: string } | null;
  invited: string[];
  keys: string[];
  /** The tokens that were mailed to the address before the owner came, whose mail Mallory could perhaps read. */
  early: string[];
}

async function beginStory(): Promise<Story> {
  const nothing = { flows: [], inside: null, invited: [], keys: [], early: [] };
  return { email: uniqueEmail("owner"), mallory: await createPerson(), subject: randomUUID(), ...nothing };
}

async function ownerComes(story: Story) {
  story.early = await mailedTokens(story.email);
  const { caller, input } = await returning({ email: story.email, hd: "example.com" });
  return signInWithProvider(caller, input);
}
const callerOfMallory = async ({ mallory }: Story) => callerOf(await actorOf(mallory.session.token));

async function malloryComesByGoogle({ email, subject }: Story) {
  const { caller, input } = await returning({ email, sub: subject });
  return signInWithProvider(caller, input);
}

async function malloryEnters(story: Story): Promise<void> {
  const entered = await malloryComesByGoogle(story).catch(() => null);
  if (!entered) return;
  const { token } = entered.session;
  story.inside = { token, caller: callerOf(await actorOf(token, entered.organizations[0]?.slug)) };
}

/** With a caller that may be outdated by now, as a request that has just begun. */
async function malloryHandsOutAccess({ inside, invited, keys }: Story): Promise<void> {
  if (!inside) return;
  const email = uniqueEmail("evil");
  if ((await outcomeOf(createInvitation(inside.caller, { email, role: "org_admin" }))) === "ok") invited.push(email);
  const wanted = { name: "Way back", owner: "organization", role: "org_admin", expires_in: "never" } as const;
  const made = await createApiKey(inside.caller, wanted).catch(() => null);
  if (made) keys.push(made.key);
}

async function malloryJoins(story: Story): Promise<void> {
  const { flow } = await signUp(anonymous(), { email: story.email, password: PASSWORD, name: "Mallory" });
  story.flows.push(flow);
}

const OWNER = "the owner comes";
const BY_GOOGLE = "Mallory comes by Google";
const HAND_OUT = "Mallory invites someone and makes a key of the organization";

const EVENTS: Record<string, (story: Story) => Promise<unknown>> = {
  [OWNER]: ownerComes,
  [BY_GOOGLE]: malloryEnters,
  [HAND_OUT]: malloryHandsOutAccess,
  "Mallory signs up": malloryJoins,
  "Mallory signs up in another browser": malloryJoins,
  "Mallory asks to change an address to it": async (story) =>
    requestEmailChange(await callerOfMallory(story), { new_email: story.email, current_password: PASSWORD }),
  "Mallory asks for a reset link": ({ email }) => forgotPassword(anonymous(), { email }),
};
const SIGN_UPS = Object.keys(EVENTS).filter((event) => EVENTS[event] === malloryJoins);

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

/** The events are tried in two groups, because all of them have too many orders. */
const GROUPS = {
  "by forms": [OWNER, ...SIGN_UPS, "Mallory asks to change an address to it"],
  "by Google": [OWNER, BY_GOOGLE, HAND_OUT, "Mallory asks for a reset link", "Mallory signs up"],
};

/** What Mallory does in an account, she can do only after she has come there. */
const isPossible = (order: string[]) => !order.includes(HAND_OUT) || order.indexOf(BY_GOOGLE) < order.indexOf(HAND_OUT);

const CASES = Object.entries(GROUPS).flatMap(([how, events]) =>
  events.map(
    (_event, at) =>
      [how, at, permutations(events).filter((order) => order.indexOf(OWNER) === at && isPossible(order))] as const,
  ),
);

/** Every token that was ever mailed to the address. */
async function mailedTokens(email: string): Promise<string[]> {
  return (await queuedMails(email)).flatMap(({ text }) =>
    [...text.matchAll(/\?token=([\w-]{43})/gu)].map(([, token = ""]) => token),
  );
}

/** What Mallory still gets with the links that were mailed to the address. */
async function attemptsByLink(story: Story): Promise<string[]> {
  const { email, flows, early } = story;
  const outcomes: string[] = [];
  for (const signUpFlow of [null, ...flows]) await resendVerification(anonymous({ signUpFlow }), { email });
  for (const token of await mailedTokens(email)) {
    for (const signUpFlow of [null, ...flows]) {
      outcomes.push(await outcomeOf(verifyEmail(anonymous({ signUpFlow }), { token, password: PASSWORD })));
    }
    outcomes.push(await outcomeOf(confirmEmailChange(await callerOfMallory(story), { token, password: PASSWORD })));
  }
  for (const each of story.invited) {
    const [token = ""] = await mailedTokens(each);
    outcomes.push(await outcomeOf(acceptInvitation(anonymous(), { token, name: "Evil", password: PASSWORD })));
  }
  for (const token of early) {
    outcomes.push(await outcomeOf(resetPassword(anonymous(), { token, new_password: "a password of Mallory" })));
  }
  return outcomes;
}

/** Which of the sessions and keys that Mallory got still work. */
async function workingCredentials({ inside, keys }: Story): Promise<string[]> {
  const session = inside === null ? null : await resolveSession(inside.token, null);
  const working = await Promise.all(keys.map(async (key) => ((await resolveApiKey(key, null)) === null ? [] : ["key"])));
  return [...(session ? ["session"] : []), ...working.flat()];
}

/**
 * A sign-up of an address that already has an account says that it must be verified, as for any other address. It leads
 * nowhere: the account has no password.
 */
function isPending(order: string[]): boolean {
  const accountAt = Math.min(...[OWNER, BY_GOOGLE].map((event) => order.indexOf(event)).filter((at) => at >= 0));
  return SIGN_UPS.some((event) => order.indexOf(event) > accountAt);
}

const waysIn = (email: string) =>
  inSystemTransaction((db) =>
    db.user.findUniqueOrThrow({
      where: { email },
      select: { password: { select: { version: true } }, identities: { select: { email: true, isConfirmed: true } } },
    }),
  );

it.each(CASES)(
  "leaves nothing to a stranger who acts %s, and %i of whose deeds precede the owner's sign-in with Google, in any order",
  async (how, _at, orders) => {
    expect(orders).toHaveLength(how === "by forms" ? 6 : 12);
    for (const order of orders) {
      const story = await beginStory();
      for (const event of order) await EVENTS[event]?.(story);
      const outcome = await outcomeOf(signIn(anonymous(), { email: story.email, password: PASSWORD }));
      expect(outcome, order.join()).toBe(isPending(order) ? "EMAIL_NOT_VERIFIED" : "INVALID_CREDENTIALS");
      const outcomes = await attemptsByLink(story);
      expect(
        outcomes.filter((code) => code !== "INVALID_LINK"),
        order.join(),
      ).toEqual([]);
      expect(await workingCredentials(story), order.join()).toEqual([]);
      expect(await outcomeOf(malloryComesByGoogle(story)), order.join()).toBe("OAUTH_LINK_REQUIRED");
      const { user, isNew } = await ownerComes(story);
      expect([isNew, user.email, user.name === "Mallory"], order.join()).toEqual([false, story.email, false]);
      expect(await waysIn(story.email), order.join()).toEqual({
        password: null,
        identities: [{ email: story.email, isConfirmed: true }],
      });
      const where = { id: story.mallory.user.id };
      const kept = await inSystemTransaction((db) => db.user.findUnique({ where, select: { email: true } }));
      expect(kept?.email).toBe(story.mallory.user.email);
    }
  },
  90_000,
);

it("tries every deed of a stranger, and lets Mallory in if the owner never comes", async () => {
  expect([...new Set(Object.values(GROUPS).flat())].sort()).toEqual(Object.keys(EVENTS).sort());
  const story = await beginStory();
  for (const event of [BY_GOOGLE, HAND_OUT, "Mallory asks for a reset link"]) await EVENTS[event]?.(story);
  story.early = await mailedTokens(story.email);
  expect((await workingCredentials(story)).sort()).toEqual(["key", "session"]);
  const outcomes = await attemptsByLink(story);
  // The invitation and the reset link.
  expect(outcomes.filter((code) => code === "ok")).toHaveLength(2);
});
