// Closes an organization to its members, at their next request, and opens it again. Nothing in it is touched, and its own
// audit log says that it happened, and why.
import "server-only";
import { inherit } from "@/lib/access/limit-rule";
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
  effect: "write",
  limit: inherit,
  input: OneWithReasonInput,
  lock: { ...ownRow, first: (db, _actor, { id }) => lockOrganization(db, id) },
  run: ({ db }, { id }) => setSuspended(db, id, true),
  audit: ({ input }) => recorded(input.id, true),
});

export const resumeOrganization = adminOperation({
  name: "admin.resume-organization",
  effect: "write",
  limit: inherit,
  input: OneWithReasonInput,
  lock: { ...ownRow, first: (db, _actor, { id }) => lockOrganization(db, id) },
  run: ({ db }, { id }) => setSuspended(db, id, false),
  audit: ({ input }) => recorded(input.id, false),
});
