// Signs one of the user's own API clients out, at once. Another user's id gets NOT_FOUND, like an unknown one.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { perContainment } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { Id } from "@/lib/access/schemas";
import { AppError } from "@/lib/errors/app-error";
import { closeFamily } from "../sessions/close-sessions";

export const EndTokenFamilyInput = z.strictObject({ id: Id });

export const endTokenFamily = userOperation({
  name: "tokens.end-family",
  accepts: sessionOnly,
  effect: "write",
  isContainment: true,
  limit: [perContainment],
  input: EndTokenFamilyInput,
  lock: ownRow,
  run: async ({ db, actor }, { id }) => {
    requireUuid(id);
    if ((await closeFamily(db, actor.user.id, id)) === 0) throw new AppError("NOT_FOUND");
  },
  audit: ({ input }) => ({ entityType: "token_family", entityId: input.id }),
});
