// Makes calls to a model, several at once in each of many organizations, stops each at its own step, and waits to be killed. Prints
// a line for each call that was refused, and one when all have arrived.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase, type Database } from "@/lib/db/client";
import { TIME_LIMITS } from "@/lib/db/time-limits";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { reserveCredits, settleCredits } from "@/lib/credits/queries";
import { settleCall } from "@/lib/credits/settle-call";
import { startCall } from "@/lib/credits/start-call";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { callOf } from "@/tests/factories/credits";

interface Run {
  organizationId: string;
  /** Becomes the id of the request, by which the test finds the run's calls. */
  id: string;
  step: string;
}

const runs = (process.argv[2] ?? "").split(",").map((text): Run => {
  const [organizationId = "", id = "", step = ""] = text.split(":");
  return { organizationId, id, step };
});
/** These stop within a transaction: they keep its connection and the lock of their organization's account. */
const locks = ({ step }: Run) => step === "reserving" || step === "settling" || step === "settling again";
/** Longer than the test, so that only the kill ends a transaction. */
const LONG_MS = 120_000;
const limits = {
  ...TIME_LIMITS,
  connectMs: LONG_MS,
  transactionMs: LONG_MS,
  statementMs: LONG_MS,
  lockMs: LONG_MS,
  idleMs: LONG_MS,
};
const holder = globalThis as typeof globalThis & { gatehouseDatabase?: Database };
const max = runs.filter(locks).length + 4;
holder.gatehouseDatabase = openDatabase({ connectionString: env().DATABASE_URL, max, limits });

const RESULT = { inputTokens: 20, outputTokens: 10, outcome: "settled" } as const;
/** So little that many of them fit into a balance for ten calls. */
const SMALL = { inputTokens: 0, outputTokens: 1, outcome: "settled" } as const;
const forever = () => new Promise<never>(() => undefined);

/** A busy machine may take longer to connect than the pool waits. Nothing has happened then. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError && error.code === "BUSY")) throw error;
    }
  }
}

const callOfRun = ({ organizationId, id }: Run) => ({ ...callOf(organizationId), requestId: id });

/** @returns null if the balance has no room for it */
async function reserve(run: Run): Promise<string | null> {
  try {
    return (await patiently(() => startCall(callOfRun(run)))).callId;
  } catch (error) {
    if (!(error instanceof AppError && error.code === "QUOTA_EXCEEDED")) throw error;
    return null;
  }
}

/** Everything before the step at which the run stops. @returns the call that is then open, if there is one */
async function prepare(run: Run): Promise<string | null> {
  if (run.step === "reserving" || run.step === "busy") return null;
  const callId = await reserve(run);
  if (callId === null) process.stdout.write(`refused ${run.id}\n`);
  else if (run.step === "settled" || run.step === "settling again") await patiently(() => settleCall(callId, RESULT));
  return callId;
}

/** Stops within the transaction, before its commit. The next one waits for the lock of the first. */
async function stopIn(work: (db: SystemDb) => Promise<unknown>, arrive: () => void): Promise<void> {
  await patiently(() => inSystemTransaction((db) => work(db).then(arrive).then(forever)));
}

async function stop(run: Run, callId: string | null, arrive: () => void): Promise<void> {
  if (run.step === "reserving") await stopIn((db) => reserveCredits(db, randomUUID(), callOfRun(run)), arrive);
  else if (callId !== null) await stopIn((db) => settleCredits(db, callId, RESULT), arrive);
}

async function beBusy(run: Run): Promise<never> {
  for (;;) {
    const callId = await reserve(run);
    if (callId === null) await sleep(1);
    else await settleCall(callId, SMALL);
  }
}

/** The runs of an organization: first all that need its account, then those that keep it locked. */
async function runTogether(together: Run[]): Promise<void> {
  const calls = new Map(await Promise.all(together.map(async (run) => [run, await prepare(run)] as const)));
  const stopping = together.filter((run) => run.step === "reserving" || (locks(run) && calls.get(run) !== null));
  if (stopping.length === 0) return;
  await new Promise<void>((arrive, fail) => {
    for (const run of stopping) stop(run, calls.get(run) ?? null, arrive).catch(fail);
  });
}

const organizations = [...new Set(runs.map(({ organizationId }) => organizationId))];
await Promise.all(organizations.map((id) => runTogether(runs.filter(({ organizationId }) => organizationId === id))));
const busy = runs.filter(({ step }) => step === "busy").map(beBusy);
process.stdout.write("arrived\n");
await Promise.race([...busy, forever()]);
