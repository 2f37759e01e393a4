// Makes one call to a model in each of many organizations, stops each at its own step, and waits to be killed. Prints a line
// when all have arrived there.
import { randomUUID } from "node:crypto";
import { openDatabase, type Database } from "@/lib/db/client";
import { TIME_LIMITS } from "@/lib/db/time-limits";
import { inSystemTransaction, type SystemDb } from "@/lib/db/transaction";
import { reserveCredits, settleCredits } from "@/lib/credits/queries";
import { settleCall } from "@/lib/credits/settle-call";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { callOf, startPatiently } from "@/tests/factories/credits";

/** Organization and step, by turns. */
const runs = (process.argv[2] ?? "").split(",").map((run) => run.split(":"));
const inTransaction = runs.filter(([, step]) => step?.endsWith("ing") || step?.endsWith("again")).length;
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
// A run that stops within a transaction keeps its connection.
holder.gatehouseDatabase = openDatabase({ connectionString: env().DATABASE_URL, max: inTransaction + 4, limits });

const RESULT = { inputTokens: 20, outputTokens: 10, outcome: "settled" } as const;
const forever = () => new Promise<never>(() => undefined);

let arrived = 0;
let allArrived: () => void = () => undefined;
const arrival = new Promise<void>((resolve) => (allArrived = resolve));
function arrive(): void {
  arrived += 1;
  if (arrived !== runs.length) return;
  process.stdout.write("arrived\n");
  allArrived();
}

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

/** Stops within the transaction, before its commit. */
const stopIn = (work: (db: SystemDb) => Promise<unknown>) =>
  patiently(() => inSystemTransaction((db) => work(db).then(arrive).then(forever)));

async function run(organizationId: string, step: string): Promise<void> {
  if (step === "busy") {
    arrive();
    await arrival;
    for (;;) await settleCall((await startPatiently(organizationId)).callId, RESULT);
  }
  if (step === "reserving") await stopIn((db) => reserveCredits(db, randomUUID(), callOf(organizationId)));
  const { callId } = await startPatiently(organizationId);
  if (step === "settling") await stopIn((db) => settleCredits(db, callId, RESULT));
  if (step === "settled" || step === "settling again") await patiently(() => settleCall(callId, RESULT));
  if (step === "settling again") await stopIn((db) => settleCredits(db, callId, RESULT));
  arrive();
}

await Promise.all(runs.map(([organizationId = "", step = ""]) => run(organizationId, step)));
await forever();
