// A system admin, signed in once, who belongs to no organization.
import { createSession } from "@/lib/auth/sessions/create-session";
import { inSystemTransaction } from "@/lib/db/transaction";
import { actorOf, callerOf, someRequest, uniqueEmail } from "./callers";

export async function createSystemAdmin() {
  return inSystemTransaction(async (db) => {
    const data = { email: uniqueEmail("system"), name: "Sasha Example", isSystemAdmin: true };
    const user = await db.user.create({ data, select: { id: true, email: true, name: true } });
    const session = await createSession(db, user.id, someRequest());
    /** Resolves the actor again, as every request does. */
    const caller = async () => callerOf(await actorOf(session.token));
    return { user, session, caller };
  });
}
