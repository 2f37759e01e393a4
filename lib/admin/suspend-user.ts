// Suspends a user: ends their sessions, invalidates their mailed links, and refuses sign-in as if the password were wrong.
// No one can suspend themselves. Reactivating restores sign-in and memberships. Reactivating an admin also restores admin
// rights, so it requires a recent proof.
import "server-only";
import { sessionOnly, sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { adminOperation } from "@/lib/access/operation";
import { requireRecentProof } from "@/lib/access/recent-proof";
import { ownRow } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { revokeAccess } from "@/lib/auth/sessions/close-sessions";
import { AppError } from "@/lib/errors/app-error";
import { alsoUser, getUserRow, isOrganizationAdmin } from "./queries";
import { OneWithReasonInput } from "./schemas";

export const suspendUser = adminOperation({
  name: "admin.suspend-user",
  accepts: sessionOrToken,
  effect: "write",
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  // Locking the suspended user's organizations waits for an organization admin who is leaving one of them, and for writes of
  // the suspended user that are in progress.
  lock: ({ input: { id } }) => ({ ...ownRow, organizationsOf: requireUuid(id), other: id }),
  run: async ({ db, actor }, { id }) => {
    const person = await getUserRow(db, id);
    if (person.id === actor.user.id) throw new AppError("ACCESS_DENIED");
    if (person.suspended) throw new AppError("CONFLICT");
    await db.user.update({ where: { id }, data: { suspendedAt: new Date() }, select: { id: true } });
    // A sign-in locks the same row. One that came first has committed, so its session is ended here; one that still waits
    // for the lock will find the user suspended.
    const ended = await revokeAccess(db, id);
    await db.passwordReset.deleteMany({ where: { userId: id } });
    return { id, ended };
  },
  audit: ({ input, output }) => ({
    entityType: "user",
    entityId: input.id,
    before: { suspended: false },
    after: { suspended: true, sessions_ended: output.ended },
  }),
});

export const resumeUser = adminOperation({
  name: "admin.resume-user",
  accepts: sessionOnly,
  effect: "write",
  recent: { for: "an admin" },
  limit: generalLimitOnly,
  input: OneWithReasonInput,
  lock: alsoUser,
  run: async ({ db, actor }, { id }) => {
    const person = await getUserRow(db, id);
    if (!person.suspended) throw new AppError("CONFLICT");
    if (person.isSystemAdmin || (await isOrganizationAdmin(db, id))) requireRecentProof(actor.credential);
    await db.user.update({ where: { id }, data: { suspendedAt: null }, select: { id: true } });
    return { id };
  },
  audit: ({ input }) => ({
    entityType: "user",
    entityId: input.id,
    before: { suspended: true },
    after: { suspended: false },
  }),
});
