// A person's own name.
import "server-only";
import { z } from "zod";
import { inherit } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { PersonName } from "@/lib/auth/schemas";
import { AppError } from "@/lib/errors/app-error";

export const UpdateProfileInput = z.strictObject({ name: PersonName });

export const updateProfile = userOperation({
  name: "users.update-profile",
  effect: "write",
  limit: inherit,
  input: UpdateProfileInput,
  run: async ({ db, actor }, { name }) => {
    const { count } = await db.user.updateMany({ where: { id: actor.user.id }, data: { name } });
    // Their account was deleted since the request came in.
    if (count === 0) throw new AppError("UNAUTHORIZED");
  },
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id, after: { changed: ["name"] } }),
});
