// The customers of deleted organizations whose subscription could not be canceled yet, those that fail for longest first. Each is
// tried again until Stripe has done it; none is given up.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { adminOperation } from "@/lib/access/operation";
import { ClosuresView } from "./schemas";

/** More than that have one cause, such as a wrong key. */
const MOST_SHOWN = 20;

export const getClosures = adminOperation({
  name: "admin.get-stripe-closures",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: ClosuresView,
  run: async ({ db }): Promise<ClosuresView> => {
    const where = { closedAt: null, lastError: { not: null } };
    const rows = await db.stripeClosure.findMany({
      where,
      orderBy: [{ createdAt: "asc" }, { customerId: "asc" }],
      take: MOST_SHOWN,
    });
    return {
      failing_count: await db.stripeClosure.count({ where }),
      failing: rows.map(({ customerId, createdAt, attempts, lastError, nextAttemptAt }) => ({
        customer: customerId,
        deleted_at: createdAt.toISOString(),
        attempts,
        last_error: lastError ?? "",
        next_attempt_at: nextAttemptAt.toISOString(),
      })),
    };
  },
});
