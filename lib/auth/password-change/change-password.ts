// Changes the password of a signed-in user who knows the current one. Ends every session and makes every browser unknown to
// the account, except that this browser gets a new session and stays known. Of two concurrent changes, the second fails
// because the password that it verified has been replaced.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { AppError } from "@/lib/errors/app-error";
import { mailPasswordChanged } from "../mails";
import { hashPassword } from "../passwords/hash-password";
import { rememberDevice } from "../passwords/known-device";
import { requireGoodPassword } from "../passwords/policy";
import {
  findOwnDevice,
  isCurrentPassword,
  perPasswordCheck,
  provePassword,
  refuseWrongPassword,
} from "../passwords/prove-password";
import { storePassword } from "../passwords/store-password";
import { Password } from "../schemas";
import { createSession } from "../sessions/create-session";
import { revokeAccess } from "../sessions/close-sessions";

export const ChangePasswordInput = z.strictObject({ current_password: Password, new_password: Password });

export const changePassword = userOperation({
  name: "password.update",
  accepts: sessionOnly,
  effect: "write",
  recent: "current_password",
  isContainment: true,
  find: findOwnDevice,
  limit: [perPasswordCheck],
  input: ChangePasswordInput,
  lock: ownRow,
  prepare: async (context, { current_password, new_password }) => {
    const provedVersion = await provePassword(context, current_password);
    if (provedVersion === null) return null;
    await requireGoodPassword(new_password, context.actor.user, "new_password");
    return { provedVersion, newHash: await hashPassword({ knownAs: context.actor.user.email }, new_password) };
  },
  run: async ({ db, actor, request, prepared }) => {
    if (!prepared) return refuseWrongPassword();
    const { user } = actor;
    if (!(await isCurrentPassword(db, user.id, prepared.provedVersion))) throw new AppError("CONFLICT");
    const passwordVersion = await storePassword(db, user.id, prepared.newHash);
    await revokeAccess(db, user.id);
    await mailPasswordChanged(db, user.email, request);
    return {
      session: await createSession(db, user.id, request),
      deviceCookie: rememberDevice({ email: user.email, passwordVersion }, request.deviceCookie),
    };
  },
  cookies: ({ session, deviceCookie }) => ({ session, device: deviceCookie }),
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id }),
});
