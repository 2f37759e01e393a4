// How many calls a second can be reserved and settled: for one organization, whose calls wait for each other, and for many.
// Beside them, the least that any limit costs: one conditional UPDATE, in a transaction of the same kind, of a table that has two
// columns and neither triggers nor checks. The ratios compare machines; the absolute numbers do not.
import { randomUUID } from "node:crypto";
import { reserveCredits, settleCredits } from "@/lib/credits/queries";
import { inSystemTransaction } from "@/lib/db/transaction";

/** As many as the pool has connections. */
const AT_ONCE = 10;
const ORGANIZATIONS = 50;
const TURNS = 5;
const ENOUGH = 1_000_000_000_000;

export interface Measured {
  name: string;
  perSecond: number;
}

async function createOrganizations(): Promise<string[]> {
  return inSystemTransaction(async (db) => {
    const features = { token_limit: ENOUGH, enable_ai: true };
    const texts = { name: "Bench", description: "For measuring.", position: 1_000 };
    const plan = await db.plan.create({
      data: { slug: `bench-${randomUUID().slice(0, 8)}`, ...texts, features },
      select: { id: true },
    });
    const ids: string[] = [];
    for (let number = 0; number < ORGANIZATIONS; number += 1) {
      const { id } = await db.organization.create({
        data: { name: "Bench", slug: `bench-${randomUUID()}` },
        select: { id: true },
      });
      await db.billingAccount.update({
        where: { organizationId: id },
        data: { grantedPlanId: plan.id },
        select: { id: true },
      });
      ids.push(id);
    }
    return ids;
  });
}

const callOf = (organizationId: string) => ({
  organizationId,
  userId: null,
  requestId: randomUUID(),
  operation: "bench",
  model: "demo",
  inputTokens: 40,
  maxOutputTokens: 60,
});

/** A reservation, and with `settles` its settlement, each in a transaction of its own. */
async function call(organizationId: string, settles: boolean): Promise<void> {
  const callId = randomUUID();
  const { outcome } = await inSystemTransaction((db) => reserveCredits(db, callId, callOf(organizationId)));
  if (outcome !== "reserved") throw new Error(`not reserved: ${outcome}`);
  const used = { inputTokens: 40, outputTokens: 30, outcome: "settled" } as const;
  if (settles) await inSystemTransaction((db) => settleCredits(db, callId, used));
}

/** Only for the bench, whose database is thrown away. The rows take the places of the organizations' accounts. */
async function createBareTable(ids: string[]): Promise<void> {
  await inSystemTransaction(async (db) => {
    await db.$executeRaw`SET LOCAL ROLE NONE`;
    await db.$executeRaw`CREATE TABLE bare_balances (id uuid PRIMARY KEY, balance bigint NOT NULL)`;
    await db.$executeRaw`INSERT INTO bare_balances SELECT unnest(${ids}::uuid[]), ${ENOUGH}::bigint`;
    await db.$executeRaw`CALL for_roles('GRANT SELECT, UPDATE ON bare_balances TO {system}')`;
  });
}

async function bareUpdate(id: string): Promise<void> {
  const changed = await inSystemTransaction(
    (db) => db.$executeRaw`UPDATE bare_balances SET balance = balance - 1 WHERE id = ${id}::uuid AND balance >= 1`,
  );
  if (changed !== 1) throw new Error("nothing was subtracted");
}

type Work = (number: number) => Promise<unknown>;

/** @returns how often the work was done, and in how many seconds */
async function repeat(work: Work, seconds: number): Promise<{ done: number; took: number }> {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  let done = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await work(done);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { done, took: (performance.now() - startedAt) / 1_000 };
}

/** Takes turns, so that a machine that becomes slower or faster changes all rates alike. */
async function measure(works: Record<string, Work>, seconds: number): Promise<Measured[]> {
  const sums = Object.entries(works).map(([name, work]) => ({ name, work, done: 0, took: 0 }));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const sum of sums) {
      const { done, took } = await repeat(sum.work, seconds / TURNS);
      sum.done += done;
      sum.took += took;
    }
  }
  return sums.map(({ name, done, took }) => ({ name, perSecond: done / took }));
}

/** @param seconds for each measurement */
export async function measureCredits(seconds: number): Promise<Measured[]> {
  const ids = await createOrganizations();
  const [one = ""] = ids;
  const any = (number: number) => ids[number % ids.length] ?? one;
  await createBareTable(ids);
  await repeat((number) => call(any(number), true), Math.min(seconds, 1));
  const works = {
    "bare `UPDATE`, one organization": () => bareUpdate(one),
    "bare `UPDATE`, many organizations": (number: number) => bareUpdate(any(number)),
    "reserve, one organization": () => call(one, false),
    "reserve, many organizations": (number: number) => call(any(number), false),
    "reserve and settle, one organization": () => call(one, true),
    "reserve and settle, many organizations": (number: number) => call(any(number), true),
  };
  return measure(works, seconds);
}

/** The rows of the table in docs/credits.md: each rate, and its share of the bare UPDATE for as many organizations. */
export function tableOf(measured: Measured[]): string[] {
  const bare = (name: string) => {
    const kind = name.split(", ").at(-1) ?? "";
    return measured.find((each) => each.name === `bare \`UPDATE\`, ${kind}`)?.perSecond ?? Number.NaN;
  };
  return [
    "| | Per second | Share of the rate of a bare `UPDATE` |",
    "|---|---|---|",
    ...measured.map(
      ({ name, perSecond }) =>
        `| ${name} | ${Math.round(perSecond).toLocaleString("en")} | ${(perSecond / bare(name)).toFixed(2)} |`,
    ),
  ];
}
