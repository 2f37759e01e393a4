// Turns an invitation into a membership, once, for the holder of the mailed link: a user signed in with the invited email
// address, or a person without an account, for whom it creates an account and a session. The link proves the mailbox, so
// creating the account deletes pending sign-ups for that email address, which anyone may have made. Role and organization
// always come from the invitation.
import "server-only";
import type { z } from "zod";
import { isSignedIn, type RequestFacts } from "@/lib/access/actor";
import { perAddress } from "@/lib/access/limit-rule";
import { publicOperation } from "@/lib/access/operation";
import { refuse } from "@/lib/access/refusal";
import type { OrganizationRole } from "@/lib/access/roles";
import { hashPassword } from "@/lib/auth/passwords/hash-password";
import { requireGoodPassword } from "@/lib/auth/passwords/policy";
import { createSession } from "@/lib/auth/sessions/create-session";
import { rememberDevice } from "@/lib/auth/passwords/known-device";
import { newPassword, type NewPassword } from "@/lib/auth/passwords/store-password";
import { viewUser, type UserView } from "@/lib/auth/view";
import { hashToken } from "@/lib/crypto/hash";
import { lockNames, lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError, type FieldMessages } from "@/lib/errors/app-error";
import { listOrganizationsOf } from "@/lib/organizations/organizations-of";
import { limits } from "@/lib/rate-limit/limits";
import { findInvitation, redeemInvitation } from "./redeem-invitation";
import { AcceptInvitationInput } from "./schemas";

interface NewPerson {
  name: string;
  password: NewPassword;
}

type Given = Pick<z.output<typeof AcceptInvitationInput>, "name" | "password">;

async function prepareNewPerson(email: string, { name, password }: Given): Promise<NewPerson> {
  if (name === undefined || password === undefined) {
    const fields: FieldMessages = {};
    if (name === undefined) fields.name = "Please enter your name.";
    if (password === undefined) fields.password = "Please enter a password.";
    throw new AppError("VALIDATION_ERROR", { fields });
  }
  await requireGoodPassword(password, { email, name }, "password");
  return { name, password: newPassword(await hashPassword({ knownAs: email }, password)) };
}

/** Reads the user again under a lock, because their email address may have changed or they may have been suspended. */
async function lockInvitee(db: SystemDb, id: string, email: string): Promise<UserView> {
  const [user] = await lockRows<UserView>(db, "user")`
      SELECT id, email, name FROM users
       WHERE id = ${id}::uuid AND email = ${email} AND suspended_at IS NULL FOR NO KEY UPDATE`;
  if (!user) throw new AppError("ACCESS_DENIED");
  return user;
}

/** @throws AppError UNAUTHORIZED if the email address got an account meanwhile, because its owner must sign in */
async function createPerson(db: SystemDb, email: string, { name, password }: NewPerson): Promise<UserView> {
  if (await db.user.findUnique({ where: { email }, select: { id: true } })) throw new AppError("UNAUTHORIZED");
  const user = await db.user.create({
    data: { email, name, password: { create: password } },
    select: { id: true, email: true, name: true },
  });
  await db.signUp.deleteMany({ where: { email } });
  return user;
}

/** Returns false if the user is already a member, whose role then does not change. */
async function join(db: SystemDb, userId: string, organizationId: string, role: OrganizationRole): Promise<boolean> {
  const { count } = await db.membership.createMany({ data: [{ organizationId, userId, role }], skipDuplicates: true });
  if (count === 0) return false;
  await db.user.update({ where: { id: userId }, data: { lastOrganizationId: organizationId }, select: { id: true } });
  return true;
}

/** Signs in the user whose account was just created. */
async function enter(db: SystemDb, user: UserView, { password }: NewPerson, request: RequestFacts) {
  const session = await createSession(db, user.id, request);
  const credential = { email: user.email, passwordVersion: password.version };
  return { session, deviceCookie: rememberDevice(credential, request.deviceCookie) };
}

export const acceptInvitation = publicOperation({
  name: "invitations.accept",
  effect: "write",
  limit: [perAddress(limits.tokenPerAddress)],
  input: AcceptInvitationInput,
  mailedLink: "invitation",
  prepare: async ({ transaction, actor }, { token, name, password }) => {
    const invitation = await transaction((db) => findInvitation(db, hashToken(token)));
    if (!invitation) throw new AppError("INVALID_LINK");
    const person = isSignedIn(actor) ? actor.user : null;
    if (person && person.email !== invitation.email) throw new AppError("ACCESS_DENIED");
    if (!person && invitation.hasAccount) throw new AppError("UNAUTHORIZED");
    return { invitation, person: person ?? (await prepareNewPerson(invitation.email, { name, password })) };
  },
  run: async ({ db, request, prepared: { invitation, person } }, { token }) => {
    const { email, organizationId } = invitation;
    const isNew = "password" in person;
    await lockNames(db, "email", email);
    const role = await redeemInvitation(db, { invitation, tokenHash: hashToken(token), personId: isNew ? null : person.id });
    if (!role) throw new AppError("INVALID_LINK");
    const user = isNew ? await createPerson(db, email, person) : await lockInvitee(db, person.id, email);
    // The invitation stays marked as used, because a member gains nothing from it.
    if (!(await join(db, user.id, organizationId, role))) return refuse("ALREADY_MEMBER");
    const entered = isNew ? await enter(db, user, person, request) : null;
    return { user: viewUser(user), organizations: await listOrganizationsOf(db, user.id), role, entered };
  },
  // Accepting an invitation signs in only a newly created account.
  cookies: ({ entered }) => (entered ? { session: entered.session, device: entered.deviceCookie } : {}),
  audit: ({ prepared, output }) => ({
    entityType: "invitation",
    entityId: prepared.invitation.id,
    organizationId: prepared.invitation.organizationId,
    userId: "id" in prepared.person ? prepared.person.id : output?.user.id,
    standing: output?.role,
    after: output && {
      role: output.role,
      account_created: output.entered !== null,
      // Shows the organization's admins whether a system admin sent the invitation.
      invited_by: prepared.invitation.fromConsole ? "system_admin" : "org_admin",
    },
  }),
});
