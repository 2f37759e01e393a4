// Random histories of an organization, in which the database must agree with a model after every step, and the ledger with the
// account.
import { randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inSystemTransaction, inTenantTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { CreditModel } from "@/tests/factories/credit-model";
import { beginWindow, createFundedOrganization, expireCall, start, switchSetting, usePlan } from "@/tests/factories/credits";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";
import { credits } from "./amounts";
import { findDifferences } from "./find-differences";
import { addPurchase, takeBack } from "./purchases";
import { setOverage } from "./set-overage";
import { settleCall } from "./settle-call";
import { creditsView } from "./summary";

/** Other histories in each run of CI, which shows the seed in the title. */
const SEED = process.env.CI ? randomInt(2 ** 31) : 20_261_130;
const HISTORIES = 25;

/** The system's switch is for all organizations, so these tests have a database of their own. */
let own: OwnDatabase;
beforeAll(async () => (own = await useOwnDatabase("credits")));
afterAll(() => own.drop());

class Organization {
  readonly callIds: string[] = [];
  constructor(readonly id: string) {}
}

interface Step {
  name: string;
  run: (model: CreditModel, real: Organization) => Promise<void>;
}

const tokens = fc.integer({ min: 0, max: 120 });
const limit = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 400 }));

const reserving = (input: number, output: number): Step => ({
  name: `reserve ${input} + ${output}`,
  run: async (model, real) => {
    const expected = model.reserve(input + output);
    const started = await start(real.id, input, output).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "QUOTA_EXCEEDED") return null;
      throw error;
    });
    expect(started?.reserved ?? null).toEqual(expected);
    if (started) real.callIds.push(started.callId);
  },
});

const settling = (which: number, input: number, output: number): Step => ({
  name: `settle ${which} with ${input} + ${output}`,
  run: async (model, real) => {
    const at = which % Math.max(real.callIds.length, 1);
    const callId = real.callIds[at];
    if (callId === undefined) return;
    const expected = model.settle(at, input + output);
    const settled = await settleCall(callId, { inputTokens: input, outputTokens: output, outcome: "settled" });
    expect(settled?.isFirst).toBe(expected !== null);
    if (expected) expect(settled).toMatchObject(expected);
  },
});

const expiring = (which: number): Step => ({
  name: `expire ${which}`,
  run: async (model, real) => {
    const at = which % Math.max(real.callIds.length, 1);
    model.expire(at);
    const callId = real.callIds[at];
    if (callId !== undefined) await expireCall(callId);
  },
});

const buying = (amount: number): Step => ({
  name: `buy ${amount}`,
  run: async (model, { id: organizationId }) => {
    model.purchased += amount;
    const bought = { organizationId, credits: credits(amount), source: randomUUID() };
    for (const isFirst of [true, false])
      expect(await inSystemTransaction((db) => addPurchase(db, bought))).toMatchObject({ isFirst, amount });
  },
});

const refunding = (amount: number): Step => ({
  name: `refund ${amount}`,
  run: async (model, { id: organizationId }) => {
    model.purchased -= amount;
    const refund = { organizationId, credits: credits(amount), source: randomUUID() };
    for (const isFirst of [true, false])
      expect(await inSystemTransaction((db) => takeBack(db, refund))).toMatchObject({ isFirst, amount: -amount });
  },
});

const changingPlan = (plan: number): Step => ({
  name: `plan with ${plan}`,
  run: async (model, { id }) => {
    model.limit = plan;
    await usePlan(id, { token_limit: plan, enable_ai: true });
  },
});

const changingOverage = (enabled: boolean, most: number): Step => ({
  name: `overage ${enabled ? "on" : "off"}, ${most}`,
  run: async (model, { id }) => {
    model.overage = { enabled, limit: most };
    await inTenantTransaction(id, (db) => setOverage(db, id, { enabled, limit: credits(most) }));
  },
});

const switchingOverage = (isOn: boolean): Step => ({
  name: `overage ${isOn ? "on" : "off"} for everybody`,
  run: async (model) => {
    model.overageAllowed = isOn;
    await switchSetting("ai_overage_enabled", isOn);
  },
});

const beginningWindow: Step = {
  name: "a new window",
  run: async (model, { id }) => {
    model.beginWindow();
    await beginWindow(id);
  },
};

const amount = fc.integer({ min: 1, max: 300 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(tokens, fc.integer({ min: 1, max: 120 })).map(([input, output]) => reserving(input, output)),
  },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(30), tokens, tokens).map(([which, input, output]) => settling(which, input, output)),
  },
  { weight: 2, arbitrary: fc.nat(30).map(expiring) },
  amount.map(buying),
  amount.map(refunding),
  limit.map(changingPlan),
  fc.tuple(fc.boolean(), fc.nat(300)).map(([enabled, most]) => changingOverage(enabled, most)),
  fc.boolean().map(switchingOverage),
  fc.constant(beginningWindow),
);

async function assertAgreement(model: CreditModel, { id }: Organization): Promise<void> {
  // Read as an organization does, before the next change has brought the account up to date.
  const view = await inTenantTransaction(id, (db) => creditsView(db, id));
  const { reserved, room } = model;
  const isUnlimited = model.limit < 0;
  expect(view).toMatchObject({
    allotment: {
      limit: isUnlimited ? null : model.limit,
      used: model.used.allotment,
      reserved: reserved.allotment,
      available: isUnlimited ? null : room.allotment,
    },
    purchased: { available: room.purchased, reserved: reserved.purchased, owed: Math.max(0, -model.purchased) },
    overage: { used: model.used.overage, reserved: reserved.overage, available: room.overage },
  });
  expect((await findDifferences(inSystemTransaction, id)).differences).toEqual([]);
}

describe("the credits of an organization", () => {
  it(`follow the model through every history, and the ledger adds up after each step, with seed ${SEED}`, async () => {
    const history = fc.asyncProperty(limit, fc.array(step, { minLength: 5, maxLength: 20 }), async (plan, steps) => {
      const model = new CreditModel(plan);
      const real = new Organization(await createFundedOrganization(plan));
      await switchSetting("ai_overage_enabled", false);
      for (const { name, run } of steps) {
        await run(model, real).catch((error: unknown) => {
          throw new Error(`at the step: ${name}`, { cause: error });
        });
        await assertAgreement(model, real);
      }
    });
    await fc.assert(history, { seed: SEED, numRuns: HISTORIES, endOnFailure: true });
  }, 120_000);
});
