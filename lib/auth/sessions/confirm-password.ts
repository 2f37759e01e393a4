// Confirms the password of a signed-in user, for operations that need a recent proof. Replaces the session, so that a copied
// session cookie stops working and does not gain the new proof.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import {
  findOwnDevice,
  isCurrentPassword,
  perPasswordCheck,
  provePassword,
  refuseWrongPassword,
} from "../passwords/prove-password";
import { Password } from "../schemas";
import { closeSession } from "./close-sessions";
import { createSession } from "./create-session";

export const ConfirmPasswordInput = z.strictObject({ current_password: Password });

export const confirmPassword = userOperation({
  name: "auth.confirm-password",
  accepts: sessionOnly,
  effect: "write",
  find: findOwnDevice,
  limit: [perPasswordCheck],
  input: ConfirmPasswordInput,
  lock: ownRow,
  prepare: (context, { current_password }) => provePassword(context, current_password),
  run: async ({ db, actor, request, prepared }) => {
    if (prepared === null) return refuseWrongPassword();
    const { id } = actor.user;
    if (!(await isCurrentPassword(db, id, prepared))) throw new AppError("UNAUTHORIZED");
    // The session may have been ended meanwhile, by its user or by a concurrent confirmation. An ended session must not be
    // revived.
    if ((await closeSession(db, id, actor.credential.id)) === 0) throw new AppError("UNAUTHORIZED");
    return { session: await createSession(db, id, request) };
  },
  cookies: ({ session }) => ({ session }),
  audit: ({ actor, output }) => ({ entityType: "session", entityId: output?.session.id ?? actor.credential.id }),
});
