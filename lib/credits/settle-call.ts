// Ends a call to a model: charges what it used and releases the rest of its reservation. Only the first settlement of a call
// counts, so it may be repeated. A call that nobody settles is released after 15 minutes, and charged if it is settled late.
import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { systemCaller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { log } from "@/lib/observability/log";
import { mailAboutCredits } from "./mail-about-credits";
import { settleCredits, type Settlement } from "./queries";
import { CallResult } from "./schemas";

/**
 * A call that has run must be charged, and repeating is harmless, so any failure is tried again: after a connection that was
 * lost at the commit, nobody knows whether it took place.
 */
const PAUSES_MS = [200, 1_000, 4_000, 10_000];

function settleOnce(callId: string, result: CallResult): Promise<Settlement | null> {
  return inSystemTransaction(async (db) => {
    const settlement = await settleCredits(db, callId, result);
    if (settlement) {
      const { request } = systemCaller(randomUUID());
      await mailAboutCredits(db, settlement.organizationId, settlement.notice, request);
    }
    return settlement;
  });
}

/**
 * @returns null if the call no longer exists, because its organization was deleted
 * @throws what the database throws if it stays unavailable; the reservation then expires
 */
export async function settleCall(callId: string, given: CallResult): Promise<Settlement | null> {
  const result = CallResult.parse(given);
  for (const pause of PAUSES_MS) {
    try {
      return await settleOnce(callId, result);
    } catch (error) {
      log.warn("a call to a model could not be settled yet", { call_id: callId, error });
      await sleep(pause);
    }
  }
  return settleOnce(callId, result);
}
