// Releases the reservations of calls that nobody has settled for 15 minutes, because their process died. New calls ignore such
// reservations anyway; this shows them to the organizations that make no new call. Each organization is one transaction, so
// that no account stays locked for long.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { systemOperation } from "@/lib/access/operation";
import { log } from "@/lib/observability/log";
import { findExpired, releaseExpired } from "./queries";

/** Of the organization whose reservation expired first, if there is one. */
export const releaseReservationsOfOne = systemOperation({
  name: "jobs.release-reservations",
  effect: "write",
  isRoutine: true,
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }) => {
    const organizationId = await findExpired(db);
    return { organizationId, released: organizationId === null ? 0 : await releaseExpired(db, organizationId) };
  },
  audit: ({ output: { organizationId, released } }) => ({
    entityType: "credit_account",
    organizationId,
    after: { released },
  }),
});

/** @returns the number of calls whose reservations were released */
export async function releaseReservations(caller: Caller, deadline: Date): Promise<number> {
  let total = 0;
  while (new Date() < deadline) {
    const { organizationId, released } = await releaseReservationsOfOne(caller, {});
    if (organizationId === null) break;
    total += released;
  }
  if (total > 0) log.warn("calls to a model were not settled", { count: total, request_id: caller.request.requestId });
  return total;
}
