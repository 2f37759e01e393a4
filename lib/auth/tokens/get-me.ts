// The user of the request, and the organization and role of its access token. With a session, which is for no organization,
// only the user.
import "server-only";
import { z } from "zod";
import { sessionOrToken } from "@/lib/access/accepts";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { Role } from "@/lib/access/schemas";
import { UserView, viewUser } from "../view";
import { findOrganizationOf } from "./queries";

const Me = z.strictObject({
  user: UserView,
  organization: z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string() }).nullable(),
  role: Role.nullable(),
});

export const getMe = userOperation({
  name: "users.get-me",
  accepts: sessionOrToken,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: Me,
  run: async ({ db, actor }): Promise<z.output<typeof Me>> => {
    const { user, credential } = actor;
    const found = credential.kind === "token" ? await findOrganizationOf(db, credential.id) : null;
    if (!found) return { user: viewUser(user), organization: null, role: null };
    const { role, ...organization } = found;
    return { user: viewUser(user), organization, role };
  },
});
