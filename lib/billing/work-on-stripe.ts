// Works through what is due: stored events, and customers whose organizations were deleted. Runs after the response to an event,
// after other requests, and in every run of the scheduler.
import "server-only";
import { systemCaller } from "@/lib/access/actor";
import { takesPayments } from "@/lib/env/server";
import { handleDueClosure } from "./closures";
import { handleEvent } from "./handle-event";
import { claimDueEvent } from "./inbox";

/** So many failures one after another mean that Stripe cannot be reached. The others are then due later anyway. */
const MOST_FAILURES = 2;

/** @returns how many were done */
export async function workOnStripe(deadline: Date, requestId: string): Promise<number> {
  if (!takesPayments()) return 0;
  const { request } = systemCaller(requestId);
  let done = 0;
  const repeat = async (next: () => Promise<"none" | "done" | "failed">) => {
    let failures = 0;
    while (new Date() < deadline && failures < MOST_FAILURES) {
      const outcome = await next();
      if (outcome === "none") return;
      if (outcome === "done") done += 1;
      failures = outcome === "failed" ? failures + 1 : 0;
    }
  };
  await repeat(async () => {
    const event = await claimDueEvent();
    if (!event) return "none";
    return (await handleEvent(event, request)) === "failed" ? "failed" : "done";
  });
  await repeat(handleDueClosure);
  return done;
}
