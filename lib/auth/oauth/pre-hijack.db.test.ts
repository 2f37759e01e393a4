// Anyone who used an address before its owner comes with Google, or goes on using it afterwards, has nothing that works, in any
// order of events.
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, anonymous, callerOf, createPerson, PASSWORD } from "@/tests/factories/callers";
import { gmail, google, returning, startGoogle } from "@/tests/factories/google";
import { forgetCounts } from "@/tests/factories/limits";
import { queuedMails } from "@/tests/factories/mail";
import { outcomeOf } from "@/tests/factories/outcome";
import { confirmEmailChange } from "../email-change/confirm-email-change";
import { requestEmailChange } from "../email-change/request-email-change";
import { signIn } from "../sign-in/sign-in";
import { signUp } from "../sign-up/sign-up";
import { verifyEmail } from "../sign-up/verify-email";
import { signInWithProvider } from "./sign-in-with-provider";

beforeAll(startGoogle);
afterAll(() => google.stop());
beforeEach(forgetCounts);

interface Story {
  email: string;
  mallory: Awaited<ReturnType<typeof createPerson>>;
  /** The flow cookies of the browsers in which Mallory signed up. */
  flows: string[];
}

const ownerComes = async ({ email }: Story) => {
  const { caller, input } = await returning({ email });
  return signInWithProvider(caller, input);
};
const callerOfMallory = async ({ mallory }: Story) => callerOf(await actorOf(mallory.session.token));

async function malloryJoins(story: Story): Promise<void> {
  const { flow } = await signUp(anonymous(), { email: story.email, password: PASSWORD, name: "Mallory" });
  story.flows.push(flow);
}

const EVENTS: Record<string, (story: Story) => Promise<unknown>> = {
  "the owner comes": ownerComes,
  "Mallory signs up": malloryJoins,
  "Mallory signs up in another browser": malloryJoins,
  "Mallory asks to change an address to it": async (story) =>
    requestEmailChange(await callerOfMallory(story), { new_email: story.email, current_password: PASSWORD }),
};

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

const ORDERS = permutations(Object.keys(EVENTS));

/** Every token that was ever mailed to the address, as if Mallory could read that mail as well. */
async function mailedTokens(email: string): Promise<string[]> {
  return (await queuedMails(email)).flatMap(({ text }) =>
    [...text.matchAll(/\?token=([\w-]{43})/gu)].map(([, token = ""]) => token),
  );
}

/** What Mallory can still do. */
async function attempts(story: Story): Promise<string[]> {
  const { email, flows } = story;
  const outcomes: string[] = [await outcomeOf(signIn(anonymous(), { email, password: PASSWORD }))];
  for (const token of await mailedTokens(email)) {
    for (const signUpFlow of [null, ...flows]) {
      outcomes.push(await outcomeOf(verifyEmail(anonymous({ signUpFlow }), { token, password: PASSWORD })));
    }
    outcomes.push(await outcomeOf(confirmEmailChange(await callerOfMallory(story), { token, password: PASSWORD })));
  }
  return outcomes;
}

it.each(Object.keys(EVENTS).map((_event, at) => at))(
  "leaves nothing to a stranger whose %i deeds precede the owner's sign-in with Google, in any order",
  async (at) => {
    const orders = ORDERS.filter((order) => order.indexOf("the owner comes") === at);
    expect(orders).toHaveLength(6);
    for (const order of orders) {
      const story: Story = { email: gmail(), mallory: await createPerson(), flows: [] };
      for (const event of order) await EVENTS[event]?.(story);
      const outcomes = new Set(await attempts(story));
      expect(
        [...outcomes].filter((code) => code !== "INVALID_CREDENTIALS" && code !== "INVALID_LINK"),
        order.join(),
      ).toEqual([]);
      const { user, isNew } = await ownerComes(story);
      expect([isNew, user.email, user.name === "Mallory"], order.join()).toEqual([false, story.email, false]);
      const where = { id: story.mallory.user.id };
      const kept = await inSystemTransaction((db) => db.user.findUnique({ where, select: { email: true } }));
      expect(kept?.email).toBe(story.mallory.user.email);
    }
  },
  60_000,
);
