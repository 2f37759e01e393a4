// Whether a signed-in person knows their password, before something that a borrowed browser must not be enough for.
// The hash that was matched goes along, to be looked for again under a lock: it may be another one by then.
import "server-only";
import { refuse, type Refusal } from "@/lib/access/refusal";
import type { SystemDb } from "@/lib/db/transaction";
import { verifyPassword } from "./hash-password";

type InTransaction = <T>(work: (db: SystemDb) => Promise<T>) => Promise<T>;

/** The hash that the password gives, or null. Hashes, so it must hold no connection. */
export async function provePassword(transaction: InTransaction, userId: string, password: string): Promise<string | null> {
  const credential = await transaction((db) =>
    db.passwordCredential.findUnique({ where: { userId }, select: { passwordHash: true } }),
  );
  const hash = credential?.passwordHash ?? null;
  return (await verifyPassword(hash, password)) ? hash : null;
}

/** Recorded, unlike what is thrown. The name is that of the field in every form that asks. */
export function refuseWrongPassword(): Refusal {
  return refuse("INVALID_CREDENTIALS", { fields: { current_password: "This is not your current password." } });
}
