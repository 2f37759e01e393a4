// The identities of the signed-in user, and whether they also have a password.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { hasPassword } from "./queries";

export interface Connection {
  provider: string;
  /** The address that the provider had at the time of linking. */
  email: string;
  linkedAt: Date;
  lastUsedAt: Date;
}

export const listConnections = userOperation({
  name: "auth.list-connections",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor: { user } }) => {
    const select = { provider: true, email: true, linkedAt: true, lastUsedAt: true };
    const connections: Connection[] = await db.identity.findMany({ where: { userId: user.id }, select, take: 20 });
    return { connections, hasPassword: await hasPassword(db, user.id) };
  },
});
