// Requests a change of email address: mails a link to the new address and a notice to the current one. Nothing changes
// before the link is confirmed. If the new address already has an account, its owner gets a notice instead of the link, and
// the response does not reveal this.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { z } from "zod";
import type { RequestFacts } from "@/lib/access/actor";
import { perAccount, perAddress } from "@/lib/access/limit-rule";
import { userOperation } from "@/lib/access/operation";
import { ownRow } from "@/lib/access/recheck";
import { hashToken } from "@/lib/crypto/hash";
import { generateToken } from "@/lib/crypto/random";
import type { SystemDb } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors/app-error";
import { limitAddress } from "@/lib/rate-limit/limit-address";
import { limits } from "@/lib/rate-limit/limits";
import { mailEmailChange, mailEmailChangeAsked, mailEmailTaken, mailDecoy } from "../mails";
import {
  findOwnDevice,
  isCurrentPassword,
  perPasswordCheck,
  provePassword,
  refuseWrongPassword,
} from "../passwords/prove-password";
import { Email, Password } from "../schemas";
import { storeEmailChange } from "./queries";

export const RequestEmailChangeInput = z.strictObject({ new_email: Email, current_password: Password });

type Input = z.output<typeof RequestEmailChangeInput>;

export const requestEmailChange = userOperation({
  name: "auth.request-email-change",
  accepts: sessionOnly,
  effect: "write",
  recent: "current_password",
  find: findOwnDevice,
  limit: [perPasswordCheck, perAddress(limits.emailChangePerAddress)],
  quietLimit: [perAccount(limits.emailChangePerAccount, ({ new_email }: Input) => new_email)],
  input: RequestEmailChangeInput,
  lock: ownRow,
  prepare: async (context, { new_email, current_password }) => {
    if (new_email === context.actor.user.email) {
      throw new AppError("VALIDATION_ERROR", { fields: { new_email: "This is already your address." } });
    }
    return provePassword(context, current_password);
  },
  run: async ({ db, actor, request, prepared, overQuietLimit }, { new_email }) => {
    if (prepared === null) return refuseWrongPassword();
    const { user } = actor;
    if (!(await isCurrentPassword(db, user.id, prepared))) throw new AppError("CONFLICT");
    const token = generateToken();
    // Stored even if the address has an account or has reached its mail limit, because the account page must not reveal
    // either.
    await storeEmailChange(db, { userId: user.id, newEmail: new_email }, hashToken(token));
    await sendMails(user.email, new_email, {
      toOld: () => mailEmailChangeAsked(db, user.email, request),
      toNew: () =>
        overQuietLimit ? mailDecoy(db, new_email, token, request) : mailNewAddress(db, new_email, token, request),
    });
    return {};
  },
  audit: ({ actor }) => ({ entityType: "user", entityId: actor.user.id }),
});

async function mailNewAddress(db: SystemDb, email: string, token: string, request: RequestFacts): Promise<unknown> {
  const taken = await db.user.findUnique({ where: { email }, select: { id: true } });
  return taken ? mailEmailTaken(db, email, request) : mailEmailChange(db, email, token, request);
}

/**
 * Sends in the order of the mailboxes, because each mail locks its recipient's mailbox: two users who request each other's
 * address would otherwise deadlock.
 */
async function sendMails(
  old: string,
  fresh: string,
  mails: Record<"toOld" | "toNew", () => Promise<unknown>>,
): Promise<void> {
  for (const send of limitAddress(old) < limitAddress(fresh) ? [mails.toOld, mails.toNew] : [mails.toNew, mails.toOld])
    await send();
}
