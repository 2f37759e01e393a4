// Determines whether an account knows the browser of a request, for limits that are checked before the password is verified.
// A device cookie issued under an earlier password does not count. Otherwise a guesser with such a cookie could use up the
// limit of the known browsers and bypass the limit of unknown browsers.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { FindContext } from "@/lib/access/operation-spec";
import type { SystemDb } from "@/lib/db/transaction";
import { knownDevice, mayBeKnown } from "./known-device";

type Context = Pick<FindContext<Actor, SystemDb>, "request" | "transaction">;

/**
 * The id by which the account at `email` knows this browser, or null. A browser without a cookie for the address costs no
 * query.
 */
export async function findKnownDevice({ request, transaction }: Context, email: string): Promise<string | null> {
  const { deviceCookie } = request;
  if (!mayBeKnown(email, deviceCookie)) return null;
  const credential = await transaction((db) =>
    db.passwordCredential.findFirst({ where: { user: { email, suspendedAt: null } }, select: { version: true } }),
  );
  return knownDevice({ email, passwordVersion: credential?.version ?? null }, deviceCookie);
}
