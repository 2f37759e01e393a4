// The names of up to three admins who can sign in, those who joined first. For the page that tells members whom to ask for
// another role; every member can see the admins in the list of members.
import "server-only";
import { anyCredential } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { orgOperation } from "@/lib/access/operation";

const MOST = 3;

export const getAdminNames = orgOperation({
  name: "memberships.get-admin-names",
  accepts: anyCredential,
  effect: "read",
  minRole: "readonly",
  limit: generalLimitOnly,
  input: NoInput,
  run: async ({ db }): Promise<string[]> => {
    const admins = await db.membership.findMany({
      where: { role: "org_admin", user: { suspendedAt: null } },
      orderBy: { id: "asc" },
      take: MOST,
      select: { user: { select: { name: true } } },
    });
    return admins.map(({ user }) => user.name);
  },
});
