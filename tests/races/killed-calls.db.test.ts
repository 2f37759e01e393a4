// Processes that make calls to a model are killed, each call at another step. Nothing is charged twice, nothing is lost, and
// after 15 minutes nothing stays reserved.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCaller } from "@/lib/access/actor";
import { findDifferences } from "@/lib/credits/find-differences";
import { releaseReservations } from "@/lib/credits/release-reservations";
import { settleCall } from "@/lib/credits/settle-call";
import { inSystemTransaction } from "@/lib/db/transaction";
import { randomFrom } from "@/tests/factories/random-from";
import { startProcess } from "@/tests/processes/start";
import { databaseUrls, workerDatabase } from "@/tests/setup/databases";
import { useOwnDatabase, type OwnDatabase } from "@/tests/setup/own-database";

const RUNS = 1_000;
const RUNS_OF_A_PROCESS = 200;
const PROCESSES_AT_ONCE = 2;
/** The allotment of the default plan, and what a call reserves and uses. */
const [ALLOTMENT, RESERVED, USED] = [100_000, 100, 30];

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
  /** Makes one call after the other, and dies at any moment. */
  busy: { open: null, charged: null, weight: 1 },
} as const;
type Step = keyof typeof STEPS;

interface Run {
  id: string;
  step: Step;
}

interface Found {
  id: string;
  open: string[] | null;
  charged: number;
  used: number;
  reserved: number;
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

async function createOrganizations(count: number): Promise<string[]> {
  const { rows } = await superuser.query<{ id: string }>(
    `INSERT INTO organizations (id, slug, name) SELECT gen_random_uuid(), 'killed-' || n, 'Killed' FROM generate_series(1, $1) n RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

const NAME = "killed calls";

/** Starts a process with these calls, and kills it once each has arrived at its step. */
async function killWith(runs: Run[], random: () => number): Promise<void> {
  const { owner } = databaseUrls(`${workerDatabase}_killed_calls`);
  const url = `${owner}?application_name=${encodeURIComponent(NAME)}`;
  const list = runs.map(({ id, step }) => `${id}:${step}`).join(",");
  const { child, output } = startProcess("credit-calls", { ...process.env, DATABASE_URL: url }, [list]);
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on("data", (data: Buffer) => data.toString().includes("arrived") && resolve());
      child.once("exit", () => reject(new Error("the process ended by itself")));
    });
    await sleep(50 + random() * 200);
  } finally {
    child.kill("SIGKILL");
    await output;
  }
}

/** Until the server has noticed that the clients are gone. */
async function untilRolledBack(): Promise<void> {
  const sql = "SELECT 1 FROM pg_stat_activity WHERE application_name = $1";
  await expect.poll(async () => (await superuser.query(sql, [NAME])).rows, { timeout: 20_000 }).toEqual([]);
}

async function findAll(): Promise<Map<string, Found>> {
  const { rows } = await superuser.query<Found>(
    `SELECT a.organization_id AS id, s.allotment_used::int AS used, s.allotment_reserved::int AS reserved,
            (SELECT array_agg(u.id::text) FROM usage_log u WHERE u.organization_id = a.organization_id AND u.status = 'reserved') AS open,
            (SELECT count(*)::int FROM usage_log u WHERE u.organization_id = a.organization_id AND u.status = 'settled') AS charged
       FROM credit_accounts a CROSS JOIN LATERAL credit_state(a.organization_id, clock_timestamp()) s`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What a run must have left behind, so that differences show all at once. */
function assertLeft(runs: Run[], found: Map<string, Found>): void {
  const left = runs.map(({ id, step }) => {
    const { open, charged, used, reserved } = found.get(id) ?? { open: null, charged: -1, used: -1, reserved: -1 };
    return { id, step, open: open?.length ?? 0, charged, used, reserved };
  });
  const isRight = (run: (typeof left)[number]) => {
    const expected = STEPS[run.step];
    const isCounted = run.used === run.charged * USED && run.reserved === run.open * RESERVED;
    if (expected.open === null) return isCounted && run.open <= 1;
    return isCounted && run.open === expected.open && run.charged === expected.charged;
  };
  expect(left.filter((run) => !isRight(run))).toEqual([]);
}

const differences = async () => (await findDifferences(inSystemTransaction)).differences;

describe("1,000 calls whose processes are killed", () => {
  it("leave either nothing, a reservation or one charge, and no reservation outlives its 15 minutes", async () => {
    const random = randomFrom(SEED);
    const steps = (Object.keys(STEPS) as Step[]).flatMap((step) => Array<Step>(STEPS[step].weight).fill(step));
    const runs = (await createOrganizations(RUNS)).map((id): Run => {
      return { id, step: steps[Math.floor(random() * steps.length)] ?? "busy" };
    });
    const batches = Array.from({ length: RUNS / RUNS_OF_A_PROCESS }, (_none, at) =>
      runs.slice(at * RUNS_OF_A_PROCESS, (at + 1) * RUNS_OF_A_PROCESS),
    );
    const worker = async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) await killWith(batch, random);
    };
    await Promise.all(Array.from({ length: PROCESSES_AT_ONCE }, worker));
    await untilRolledBack();

    const found = await findAll();
    assertLeft(runs, found);
    expect(await differences()).toEqual([]);

    // Some processes come back and settle their calls; the others never do.
    const open = [...found.values()].flatMap((each) => each.open ?? []);
    const resumed = open.filter(() => random() < 0.2);
    const result = { inputTokens: 20, outputTokens: 10, outcome: "settled" } as const;
    for (const callId of resumed) {
      expect(await settleCall(callId, result)).toMatchObject({ isFirst: true, unbilled: 0, spent: { allotment: USED } });
      expect(await settleCall(callId, result)).toMatchObject({ isFirst: false, spent: { allotment: USED } });
    }
    await superuser.query("UPDATE usage_log SET expires_at = now() - interval '1 second' WHERE status = 'reserved'");
    const soon = new Date(Date.now() + 60_000);
    expect(await releaseReservations(systemCaller(randomUUID()), soon)).toBe(open.length - resumed.length);
    const { rows } = await superuser.query(
      "SELECT 1 FROM credit_accounts WHERE allotment_reserved <> 0 OR allotment_used > $1",
      [ALLOTMENT],
    );
    expect(rows).toEqual([]);
    expect(await differences()).toEqual([]);
  }, 180_000);
});
