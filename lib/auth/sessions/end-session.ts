// Ends one of the user's own sessions. Another user's session id gets NOT_FOUND, like an unknown one.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { perContainment } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { requireUuid } from "@/lib/access/require-uuid";
import { Id } from "@/lib/access/schemas";
import { AppError } from "@/lib/errors/app-error";
import { closeSession } from "./close-sessions";

export const EndSessionInput = z.strictObject({ id: Id });

export const endSession = userOperation({
  name: "auth.end-session",
  accepts: sessionOnly,
  effect: "write",
  isContainment: true,
  limit: [perContainment],
  input: EndSessionInput,
  lock: ownRow,
  run: async ({ db, actor }, { id }) => {
    requireUuid(id);
    const ended = await closeSession(db, actor.user.id, id);
    if (ended === 0) throw new AppError("NOT_FOUND");
    return { current: id === actor.credential.id };
  },
  cookies: ({ current }) => ({ session: current ? "clear" : null }),
  audit: ({ input }) => ({ entityType: "session", entityId: input.id }),
});
