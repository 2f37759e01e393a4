// How many calls a second can be reserved and settled: for one organization, whose calls wait for each other, and for many.
// Beside them, the least that any limit costs: one conditional UPDATE in a transaction of the same kind. The ratios compare
// machines; the absolute numbers do not.
import { randomUUID } from "node:crypto";
import { reserveCredits, settleCredits } from "@/lib/credits/queries";
import { inSystemTransaction } from "@/lib/db/transaction";

/** As many as the pool has connections. */
const AT_ONCE = 10;
const ORGANIZATIONS = 50;
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

const bareUpdate = (organizationId: string) =>
  inSystemTransaction(
    (db) => db.$executeRaw`
      UPDATE credit_accounts SET purchased = purchased - 1
       WHERE organization_id = ${organizationId}::uuid AND purchased >= 1`,
  );

async function measure(name: string, seconds: number, work: (number: number) => Promise<unknown>): Promise<Measured> {
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  const startedAt = performance.now();
  const worker = async () => {
    while (performance.now() < until) {
      await work(done);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { name, perSecond: (done * 1_000) / (performance.now() - startedAt) };
}

/** @param seconds for each measurement */
export async function measureCredits(seconds: number): Promise<Measured[]> {
  const ids = await createOrganizations();
  const [one = ""] = ids;
  const any = (number: number) => ids[number % ids.length] ?? one;
  // Outside the ledger: the bench's database is thrown away.
  await inSystemTransaction((db) => db.$executeRaw`UPDATE credit_accounts SET purchased = ${ENOUGH}::bigint`);
  await measure("warm up", Math.min(seconds, 1), (number) => call(any(number), true));
  return [
    await measure("bare UPDATE, one organization", seconds, () => bareUpdate(one)),
    await measure("bare UPDATE, many organizations", seconds, (number) => bareUpdate(any(number))),
    await measure("reserve, one organization", seconds, () => call(one, false)),
    await measure("reserve, many organizations", seconds, (number) => call(any(number), false)),
    await measure("reserve and settle, one organization", seconds, () => call(one, true)),
    await measure("reserve and settle, many organizations", seconds, (number) => call(any(number), true)),
  ];
}

/** Each rate as a share of the bare UPDATE for as many organizations. */
export function ratiosOf(measured: Measured[]): { name: string; perSecond: number; ratio: number }[] {
  const bare = (name: string) => {
    const kind = name.split(", ").at(-1) ?? "";
    return measured.find((each) => each.name === `bare UPDATE, ${kind}`)?.perSecond ?? Number.NaN;
  };
  return measured.map(({ name, perSecond }) => ({ name, perSecond, ratio: perSecond / bare(name) }));
}
