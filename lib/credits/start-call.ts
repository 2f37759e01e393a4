// Begins a call to a model by reserving the most that it can use, or refuses it. Balance, plan, kill switch and price are
// checked and the reservation is made in one statement under the lock of the organization's account, so that no number of
// concurrent calls can use more than is allowed.
import "server-only";
import { randomUUID } from "node:crypto";
import { systemCaller } from "@/lib/access/actor";
import { inSystemTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { mailAboutCredits } from "./mail-about-credits";
import { reserveCredits, type Refusal, type Split } from "./queries";
import { CallRequest } from "./schemas";

const CODES = {
  unknown: "NOT_FOUND",
  suspended: "ORGANIZATION_SUSPENDED",
  disabled: "FEATURE_DISABLED",
  not_in_plan: "FEATURE_DISABLED",
  no_price: "MODEL_PRICE_MISSING",
  exceeded: "QUOTA_EXCEEDED",
} as const satisfies Record<Refusal, ErrorCode>;

export interface StartedCall {
  /** Names the call when it is settled. */
  callId: string;
  /** The provider must be told this limit, and its output be cut there. */
  maxOutputTokens: number;
  reserved: Split;
}

/**
 * Not to be called in a transaction: the reservation must be committed before the call. It is held for 15 minutes; settle the
 * call before.
 * @throws AppError FEATURE_DISABLED if AI is switched off or not in the plan, MODEL_PRICE_MISSING, QUOTA_EXCEEDED,
 *   ORGANIZATION_SUSPENDED, NOT_FOUND if organization or user no longer exist
 */
export async function startCall(request: CallRequest): Promise<StartedCall> {
  const call = CallRequest.parse(request);
  const callId = randomUUID();
  // A refusal is committed as well: it may have begun a window, and queued a mail.
  const reservation = await inSystemTransaction(async (db) => {
    const result = await reserveCredits(db, callId, call);
    if (result.outcome !== "reserved")
      await mailAboutCredits(db, call.organizationId, result.notice, systemCaller(call.requestId).request);
    return result;
  });
  if (reservation.outcome !== "reserved") {
    const { outcome, available } = reservation;
    throw new AppError(CODES[outcome], { internal: `call refused: ${outcome}, ${available} credits available` });
  }
  return { callId, maxOutputTokens: call.maxOutputTokens, reserved: reservation.split };
}
