// Settles a call and counts it for the metrics, once.
import "server-only";
import { decimalDollars } from "@/lib/credits/dollars";
import type { CallResult } from "@/lib/credits/schemas";
import { settleCall } from "@/lib/credits/settle-call";
import { log } from "@/lib/observability/log";
import { metrics } from "@/lib/observability/metrics";
import type { TokenUse } from "./model-port";

/** Never throws: the reservation of a call that cannot be settled expires. */
export async function settle(callId: string, used: TokenUse, outcome: CallResult["outcome"]): Promise<void> {
  try {
    const settlement = await settleCall(callId, { ...used, outcome });
    if (!settlement?.isFirst) return;
    const { modelCalls, modelTokens, modelCost } = metrics();
    modelCalls.inc({ outcome });
    modelTokens.add(settlement.inputTokens, { direction: "input" });
    modelTokens.add(settlement.outputTokens, { direction: "output" });
    modelCost.add(Number(decimalDollars(settlement.cost)));
  } catch (error) {
    log.error("a call of a language model could not be settled", { call_id: callId, error });
  }
}
