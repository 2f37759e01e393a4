// Concurrent calls against one balance, watched from another connection: at no moment is more used and reserved than allowed.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDifferences } from "@/lib/credits/find-differences";
import { settleCall } from "@/lib/credits/settle-call";
import { inSystemTransaction } from "@/lib/db/transaction";
import { allow, createFundedOrganization, startPatiently, switchSetting } from "@/tests/factories/credits";
import { outcomeOf } from "@/tests/factories/outcome";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";

/** Connections at once, so that as many statements really wait for the same lock. */
const CONNECTIONS = 24;
const CALLS = 200;

let own: OwnDatabase;
let observer: pg.Client;
beforeAll(async () => {
  own = await useOwnDatabase("credit_races", CONNECTIONS);
  observer = new pg.Client({ connectionString: own.superuserUrl });
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await own.drop();
});

interface Sample {
  account: number;
  calls: number;
}

/**
 * What is used or reserved, according to the account and to the calls, as one statement sees it.
 * @param bought the purchased credits that there were
 */
async function sample(organizationId: string, bought = 0): Promise<Sample> {
  const { rows } = await observer.query<Sample>(
    `SELECT (allotment_used + allotment_reserved + overage_used + overage_reserved + $2::bigint - purchased)::int AS account,
            (SELECT coalesce(sum(CASE WHEN status = 'reserved' THEN reserved_allotment + reserved_purchased + reserved_overage
                                      ELSE spent_allotment + spent_purchased + spent_overage END), 0)::int
               FROM usage_log u WHERE u.organization_id = a.organization_id) AS calls
       FROM credit_accounts a WHERE a.organization_id = $1`,
    [organizationId, bought],
  );
  return rows[0] ?? { account: -1, calls: -1 };
}

/** Samples until the work ends. @returns the samples and the work's result */
async function watched<T>(organizationId: string, work: Promise<T>, bought = 0): Promise<{ samples: Sample[]; result: T }> {
  const samples: Sample[] = [];
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  do samples.push(await sample(organizationId, bought));
  while (!isDone);
  samples.push(await sample(organizationId, bought));
  return { samples, result: await done };
}

function assertWithin(samples: Sample[], allowed: number): void {
  expect(samples.length).toBeGreaterThan(10);
  expect(samples.filter(({ account, calls }) => account !== calls || account > allowed)).toEqual([]);
}

const codesOf = (works: Promise<unknown>[]) => Promise.all(works.map(outcomeOf));
const count = (codes: string[], code: string) => codes.filter((each) => each === code).length;

describe("200 calls at once against a balance for 10", () => {
  it("are reserved ten times and refused 190 times", async () => {
    const id = await createFundedOrganization(1_000);
    const calls = codesOf(Array.from({ length: CALLS }, () => startPatiently(id, 40, 60)));
    const { samples, result } = await watched(id, calls);
    expect([count(result, "ok"), count(result, "QUOTA_EXCEEDED")]).toEqual([10, CALLS - 10]);
    assertWithin(samples, 1_000);
    expect(new Set(samples.map(({ account }) => account)).size).toBeGreaterThan(1);
    expect((await findDifferences(inSystemTransaction, id)).differences).toEqual([]);
  });

  it("use exactly the balance of three buckets, while others settle, fail and are repeated", async () => {
    await switchSetting("ai_overage_enabled", true);
    const id = await createFundedOrganization(400, 300);
    await allow(id, { enabled: true, limit: 300 });
    // Each call is settled at once, twice at the same time, with half of what it reserved.
    const calls = Array.from({ length: CALLS }, async (_none, number) => {
      const { callId } = await startPatiently(id, 40, 60);
      const outcome = number % 3 === 0 ? "failed" : "settled";
      const result = { inputTokens: 40, outputTokens: 10, outcome } as const;
      await Promise.all([settleCall(callId, result), settleCall(callId, result)]);
    });
    const { samples, result } = await watched(id, codesOf(calls), 300);
    assertWithin(samples, 1_000);
    const settled = count(result, "ok");
    expect(settled + count(result, "QUOTA_EXCEEDED")).toBe(CALLS);
    expect(samples.at(-1)?.account).toBe(settled * 50);
    expect(settled).toBeGreaterThanOrEqual(10);
    // What is left is used up to the last credit that a call of this size can use.
    while ((await codesOf([startPatiently(id, 40, 10)]))[0] === "ok");
    expect((await sample(id, 300)).account).toBe(1_000);
    expect((await findDifferences(inSystemTransaction, id)).differences).toEqual([]);
  });
});
