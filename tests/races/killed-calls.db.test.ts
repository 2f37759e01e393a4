// Processes that make calls to a model near the limits of many organizations are killed, each call at another step. Nothing is
// charged twice, nothing is lost, no limit is exceeded at any moment, and after 15 minutes nothing stays reserved.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findDifferences } from "@/lib/credits/find-differences";
import { settleCall } from "@/lib/credits/settle-call";
import { inSystemTransaction } from "@/lib/db/transaction";
import type { JobResult } from "@/lib/jobs/run-jobs";
import { allow, createFundedOrganization, switchSetting } from "@/tests/factories/credits";
import { randomFrom } from "@/tests/factories/random-from";
import { startProcess } from "@/tests/processes/start";
import { databaseUrls, workerDatabase } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";

const RUNS = 1_000;
/** Each has a balance for ten calls, split over the three buckets, and twenty runs that want a part of it. */
const ORGANIZATIONS = 50;
/** Of an organization, in one process. */
const RUNS_AT_ONCE = 5;
/** Each has its own organizations, so that no process waits for a lock that another one keeps until it is killed. */
const PROCESSES_AT_ONCE = 2;
const BALANCE = 1_000;
/** What a call reserves and uses. */
const [RESERVED, USED] = [100, 30];

/**
 * Where a call is when its process dies: the number of calls that remain open and that are charged, and how often that step is
 * taken. A call within a transaction needs a connection of its own, which takes long to open, so these are fewer.
 */
const STEPS = {
  reserving: { open: 0, charged: 0, weight: 1 },
  reserved: { open: 1, charged: 0, weight: 10 },
  settling: { open: 1, charged: 0, weight: 1 },
  settled: { open: 0, charged: 1, weight: 10 },
  "settling again": { open: 0, charged: 1, weight: 1 },
  /** Makes one small call after the other, or is refused, and dies at any moment. */
  busy: { open: null, charged: null, weight: 1 },
} as const;
type Step = keyof typeof STEPS;

interface Run {
  /** Is the id of its request. */
  id: string;
  organizationId: string;
  step: Step;
}

interface Call {
  id: string;
  run: string;
  organization: string;
  status: string;
  used: number;
}

const SEED = 1_130;

let own: OwnDatabase;
let superuser: pg.Client;
beforeAll(async () => {
  own = await useOwnDatabase("killed_calls");
  superuser = new pg.Client({ connectionString: own.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await own.drop();
});

/** Purchased credits of each organization, which no column keeps. */
const bought = new Map<string, number>();

/** The limits of its buckets are no multiples of a call, so that calls are split over them. */
async function createOrganization(random: () => number): Promise<string> {
  const allotment = Math.floor(random() * BALANCE);
  const purchased = Math.floor(random() * (BALANCE - allotment));
  const id = await createFundedOrganization(allotment, purchased);
  await allow(id, { enabled: true, limit: BALANCE - allotment - purchased });
  bought.set(id, purchased);
  return id;
}

const NAME = "killed calls";
const { owner } = databaseUrls(`${workerDatabase}_killed_calls`);
const environment = { ...process.env, DATABASE_URL: `${owner}?application_name=${encodeURIComponent(NAME)}` };

/** Starts a process with these calls, and kills it once each has arrived at its step. @returns the runs that were refused */
async function killWith(runs: Run[], random: () => number): Promise<string[]> {
  const list = runs.map(({ organizationId, id, step }) => `${organizationId}:${id}:${step}`).join(",");
  const { child, output } = startProcess("credit-calls", environment, [list]);
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (data: Buffer) => data.toString().includes("arrived") && resolve());
      child.once("exit", () => reject(new Error("the process ended by itself")));
    });
    await sleep(50 + random() * 200);
  } finally {
    child.kill("SIGKILL");
  }
  return [...(await output).matchAll(/^refused (.+)$/gm)].map(([, id = ""]) => id);
}

/** Until the server has noticed that the clients are gone. */
async function untilRolledBack(): Promise<void> {
  const sql = "SELECT 1 FROM pg_stat_activity WHERE application_name = $1";
  await expect.poll(async () => (await superuser.query(sql, [NAME])).rows, { timeout: 20_000 }).toEqual([]);
}

/** The organizations that have used or reserved more of a bucket than they may. */
async function findExceeded(): Promise<unknown[]> {
  const { rows } = await superuser.query(
    `SELECT organization_id, allotment_used + allotment_reserved - allotment AS allotment, purchased,
            overage_used + overage_reserved - overage_limit AS overage FROM credit_accounts
      WHERE window_end > window_start
        AND (allotment_used + allotment_reserved > allotment OR purchased < 0 OR overage_used + overage_reserved > overage_limit)`,
  );
  return rows;
}

async function watchUntil(work: Promise<unknown>): Promise<number> {
  let [samples, isDone] = [0, false];
  const done = work.finally(() => (isDone = true));
  // Awaited below. It must not count as unhandled before.
  done.catch(() => undefined);
  for (; !isDone; samples += 1) {
    expect(await findExceeded()).toEqual([]);
    await sleep(100);
  }
  await done;
  return samples;
}

async function findCalls(): Promise<Call[]> {
  const { rows } = await superuser.query<Call>(
    `SELECT id, request_id AS run, organization_id AS organization, status,
            (spent_allotment + spent_purchased + spent_overage)::int AS used FROM usage_log`,
  );
  return rows;
}

/** Whether a run has left behind what its step must leave, and nothing else. */
function isRight({ step, id }: Run, calls: Call[], refused: Set<string>): boolean {
  const open = calls.filter(({ status }) => status === "reserved").length;
  const charged = calls.filter(({ status }) => status === "settled").length;
  if (open + charged !== calls.length) return false;
  const expected = STEPS[step];
  if (expected.open === null) return open <= 1 && calls.every(({ used }) => used <= 1);
  if (refused.has(id)) return calls.length === 0;
  return open === expected.open && charged === expected.charged && calls.every(({ used }) => used === charged * USED);
}

interface Account {
  organization: string;
  used: number;
  reserved: number;
}

/** What the organizations have used and reserved of all buckets. */
async function findAccounts(): Promise<Account[]> {
  const { rows } = await superuser.query<Account & { purchased: number; held: number }>(
    `SELECT organization_id AS organization, (allotment_used + overage_used)::int AS used, purchased::int,
            (allotment_reserved + purchased_reserved + overage_reserved)::int AS reserved, purchased_reserved::int AS held
       FROM credit_accounts WHERE organization_id = ANY ($1)`,
    [[...bought.keys()]],
  );
  return rows.map(({ organization, used, reserved, purchased, held }) => ({
    organization,
    used: used + (bought.get(organization) ?? 0) - purchased - held,
    reserved,
  }));
}

const differences = async () => (await findDifferences(inSystemTransaction)).differences;

function groupOf<T>(all: readonly T[], keyOf: (each: T) => string): (key: string) => T[] {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return (key) => groups.get(key) ?? [];
}

/** What the calls and the accounts must say after the kills, so that differences show all at once. */
async function assertLeft(runs: Run[], refused: Set<string>): Promise<Call[]> {
  const calls = await findCalls();
  const ofRun = groupOf(calls, ({ run }) => run);
  expect(runs.filter((run) => !isRight(run, ofRun(run.id), refused))).toEqual([]);
  const ofOrganization = groupOf(calls, ({ organization }) => organization);
  const expected = [...bought.keys()].map((organization): Account => {
    const all = ofOrganization(organization);
    const open = all.filter(({ status }) => status === "reserved").length;
    return { organization, used: all.reduce((sum, { used }) => sum + used, 0), reserved: open * RESERVED };
  });
  const byId = (one: Account, other: Account) => (one.organization < other.organization ? -1 : 1);
  expect((await findAccounts()).sort(byId)).toEqual(expected.sort(byId));
  expect(await findExceeded()).toEqual([]);
  // A call is refused only if others have used or reserved so much that it does not fit: at least ten.
  const early = runs.filter(({ id, organizationId }) => refused.has(id) && ofOrganization(organizationId).length < 10);
  expect(early).toEqual([]);
  expect(await differences()).toEqual([]);
  return calls.filter(({ status }) => status === "reserved");
}

describe("1,000 calls near a limit whose processes are killed", () => {
  it("leave either nothing, a reservation or one charge, and no reservation outlives its 15 minutes", async () => {
    const random = randomFrom(SEED);
    await switchSetting("ai_overage_enabled", true);
    const steps = (Object.keys(STEPS) as Step[]).flatMap((step) => Array<Step>(STEPS[step].weight).fill(step));
    const stepOf = () => steps[Math.floor(random() * steps.length)] ?? "busy";
    const organizations: string[] = [];
    while (organizations.length < ORGANIZATIONS) organizations.push(await createOrganization(random));
    const runs: Run[] = [];
    const refused = new Set<string>();
    const worker = async (_none: unknown, at: number) => {
      const mine = organizations.filter((_id, place) => place % PROCESSES_AT_ONCE === at);
      for (let round = 0; round < RUNS / ORGANIZATIONS / RUNS_AT_ONCE; round += 1) {
        const batch = mine.flatMap((organizationId) =>
          Array.from({ length: RUNS_AT_ONCE }, (): Run => ({ id: randomUUID(), organizationId, step: stepOf() })),
        );
        runs.push(...batch);
        for (const id of await killWith(batch, random)) refused.add(id);
      }
    };
    const samples = await watchUntil(Promise.all(Array.from({ length: PROCESSES_AT_ONCE }, worker)));
    await untilRolledBack();

    expect(samples).toBeGreaterThan(10);
    expect(runs).toHaveLength(RUNS);
    expect(refused.size).toBeGreaterThan(RUNS / 20);
    const open = await assertLeft(runs, refused);

    // Some calls were only slow, and are settled. The others belong to dead processes; a new one releases them.
    const slow = open.filter(() => random() < 0.2);
    const result = { inputTokens: 20, outputTokens: 10, outcome: "settled" } as const;
    for (const { id } of slow) {
      const first = await settleCall(id, result);
      const { allotment = 0, purchased = 0, overage = 0 } = first?.spent ?? {};
      expect([first?.isFirst, first?.unbilled, allotment + purchased + overage]).toEqual([true, 0, USED]);
      expect(await settleCall(id, result)).toMatchObject({ isFirst: false, spent: first?.spent });
    }
    await superuser.query("UPDATE usage_log SET expires_at = now() - interval '1 second' WHERE status = 'reserved'");
    const restarted = JSON.parse(await startProcess("run-jobs", environment).output) as Record<string, JobResult>;
    const released = { status: "done", processed: open.length - slow.length };
    expect(restarted["release-reservations"]).toEqual(released);
    expect((await findAccounts()).filter(({ reserved }) => reserved !== 0)).toEqual([]);
    expect((await findCalls()).filter(({ status }) => status === "expired")).toHaveLength(released.processed);
    expect(await findExceeded()).toEqual([]);
    expect(await differences()).toEqual([]);
  }, 300_000);
});
