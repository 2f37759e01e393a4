// Reads the signed-in user and their organizations, which pages and API clients load first.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { listOrganizationsOf } from "@/lib/organizations/organizations-of";
import { NoInput } from "@/lib/access/no-input";
import { viewUser } from "../view";

export const getSession = userOperation({
  name: "auth.get-session",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db, actor }) => ({
    user: viewUser(actor.user),
    organizations: await listOrganizationsOf(db, actor.user.id),
    expires_at: actor.credential.expiresAt.toISOString(),
  }),
});
