// Makes a user a system admin, from the command line of the server. Creates the account if it does not exist. For an account
// without a password, also returns a token for choosing one. Running the operation again only replaces that token, and only
// while the account has no password.
import "server-only";
import type { Caller } from "@/lib/access/actor";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { systemOperation } from "@/lib/access/operation";
import { removeIdentities } from "@/lib/auth/oauth/remove-identities";
import { storeReset } from "@/lib/auth/password-reset/store-reset";
import { revokeAccess } from "@/lib/auth/sessions/close-sessions";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import { lockNames, lockRows } from "@/lib/db/locks";
import type { SystemDb } from "@/lib/db/transaction";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { isSeedAddress } from "@/lib/auth/seed-domain";
import { CreateSystemAdminInput } from "./schemas";

interface Person {
  id: string;
  isSystemAdmin: boolean;
  suspended: boolean;
  hasPassword: boolean;
}

async function lockByEmail(db: SystemDb, email: string): Promise<Person | null> {
  const [row] = await lockRows<Person>(db, "user")`
      SELECT u.id, u.is_system_admin AS "isSystemAdmin", u.suspended_at IS NOT NULL AS suspended,
             EXISTS (SELECT 1 FROM password_credentials c WHERE c.user_id = u.id) AS "hasPassword"
        FROM users u WHERE u.email = ${email} FOR NO KEY UPDATE OF u`;
  return row ?? null;
}

/** Discards a pending sign-up: anyone may have made it, so its name and password must not end up in the account. */
async function createPerson(db: SystemDb, email: string, name: string | undefined): Promise<string> {
  if (name === undefined)
    throw new AppError("VALIDATION_ERROR", {
      fields: { name: "There is no account at this address yet. Please give a name." },
    });
  await db.signUp.deleteMany({ where: { email } });
  const { id } = await db.user.create({ data: { email, name, isSystemAdmin: true }, select: { id: true } });
  return id;
}

async function grant(db: SystemDb, caller: Caller, { id, isSystemAdmin, suspended }: Person): Promise<boolean> {
  if (suspended) throw new AppError("CONFLICT");
  if (isSystemAdmin) return false;
  await db.user.update({ where: { id }, data: { isSystemAdmin: true }, select: { id: true } });
  await revokeAccess(db, id);
  await removeIdentities(db, caller, id, { which: "unconfirmed", cause: "system_admin_created" });
  return true;
}

async function renewLink(db: SystemDb, userId: string): Promise<string> {
  const token = generateToken();
  await storeReset(db, userId, hashToken(token));
  return token;
}

export const createSystemAdmin = systemOperation({
  name: "admin.create-system-admin",
  effect: "write",
  limit: generalLimitOnly,
  input: CreateSystemAdminInput,
  run: async ({ db, actor, request }, { email, name }) => {
    if (env().strict && isSeedAddress(email)) {
      throw new AppError("VALIDATION_ERROR", {
        fields: { email: "Seeded development users cannot sign in here." },
      });
    }
    await lockNames(db, "email", email);
    const person = await lockByEmail(db, email);
    const granted = person ? await grant(db, { actor, request }, person) : true;
    const id = person?.id ?? (await createPerson(db, email, name));
    const resetToken = person?.hasPassword ? null : await renewLink(db, id);
    return { id, email, created: person === null, granted, resetToken };
  },
  audit: ({ output }) => ({
    entityType: "user",
    entityId: output.id,
    after: { created: output.created, granted: output.granted, link: output.resetToken !== null },
  }),
});
