// Closes an organization to its members, at their next request, and opens it again. Nothing in it is touched, and its own
// audit log says that it happened, and why.
import "server-only";
import type { UserActor } from "@/lib/access/actor";
import { inherit } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireUuid } from "@/lib/access/require-uuid";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { lockActingAdmin } from "./queries";
import { OneWithReasonInput } from "./schemas";

/** In one statement, so that of two at once only one has done it. */
async function setSuspended(db: SystemDb, actor: UserActor, id: string, suspended: boolean): Promise<{ id: string }> {
  requireUuid(id);
  const { count } = await db.organization.updateMany({
    where: { id, suspendedAt: suspended ? null : { not: null } },
    data: { suspendedAt: suspended ? new Date() : null },
  });
  await lockActingAdmin(db, actor);
  if (count === 1) return { id };
  const known = await db.organization.findUnique({ where: { id }, select: { id: true } });
  throw new AppError(known ? "CONFLICT" : "NOT_FOUND");
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
  run: ({ db, actor }, { id }) => setSuspended(db, actor, id, true),
  audit: ({ input }) => recorded(input.id, true),
});

export const resumeOrganization = adminOperation({
  name: "admin.resume-organization",
  effect: "write",
  limit: inherit,
  input: OneWithReasonInput,
  run: ({ db, actor }, { id }) => setSuspended(db, actor, id, false),
  audit: ({ input }) => recorded(input.id, false),
});
