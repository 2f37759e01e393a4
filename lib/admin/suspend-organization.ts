// Suspends or reactivates an organization. Members have no access to a suspended organization from their next request on.
// Its data stays unchanged, and its audit log records the change and the reason.
import "server-only";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { lockOrganization } from "./queries";
import { OneWithReasonInput } from "./schemas";

async function setSuspended(db: SystemDb, id: string, suspended: boolean): Promise<{ id: string }> {
  const { count } = await db.organization.updateMany({
    where: { id, suspendedAt: suspended ? null : { not: null } },
    data: { suspendedAt: suspended ? new Date() : null },
  });
  if (count === 0) throw new AppError("CONFLICT");
  return { id };
}

const recorded = (id: string, suspended: boolean) => ({
  entityType: "organization",
  entityId: id,
  organizationId: id,
  before: { suspended: !suspended },
  after: { suspended },
});

export const suspendOrganization = adminOperation({
  name: "admin.suspend-organization",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: ({ input: { id } }) => ({ ...ownRow, first: (db) => lockOrganization(db, id) }),
  run: ({ db }, { id }) => setSuspended(db, id, true),
  audit: ({ input }) => recorded(input.id, true),
});

export const resumeOrganization = adminOperation({
  name: "admin.resume-organization",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: ({ input: { id } }) => ({ ...ownRow, first: (db) => lockOrganization(db, id) }),
  run: ({ db }, { id }) => setSuspended(db, id, false),
  audit: ({ input }) => recorded(input.id, false),
});
