// Remembers the organization that a user opened last, so that the next sign-in opens it. An organization of which the user
// is not a member gets the same response as an unknown one.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { findOwnOrganization, lockBySlug } from "./queries";
import { SwitchOrganizationInput } from "./schemas";

export const switchOrganization = userOperation({
  name: "organizations.switch",
  accepts: sessionOnly,
  effect: "write",
  isRoutine: true,
  limit: generalLimitOnly,
  input: SwitchOrganizationInput,
  // Keeps the organization from being deleted, and the user from leaving it, until this transaction ends.
  lock: ({ input }) => ({ ...ownRow, first: (db) => lockBySlug(db, input.organization) }),
  run: async ({ db, actor }, { organization: slug }) => {
    const own = await findOwnOrganization(db, actor.user.id, slug);
    if (!own) throw new AppError("NOT_FOUND");
    if (own.suspended) throw new AppError("ORGANIZATION_SUSPENDED");
    await db.user.update({ where: { id: actor.user.id }, data: { lastOrganizationId: own.id }, select: { id: true } });
    return { id: own.id, slug };
  },
  audit: ({ output }) => ({ entityType: "organization", entityId: output.id }),
});
