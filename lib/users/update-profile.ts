// Changes a user's own name.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { PersonName } from "@/lib/auth/schemas";

export const UpdateProfileInput = z.strictObject({ name: PersonName });

export const updateProfile = userOperation({
  name: "users.update-profile",
  accepts: sessionOnly,
  effect: "write",
  limit: generalLimitOnly,
  input: UpdateProfileInput,
  lock: ownRow,
  run: async ({ db, actor }, { name }) => {
    await db.user.update({ where: { id: actor.user.id }, data: { name }, select: { id: true } });
  },
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id, after: { changed: ["name"] } }),
});
