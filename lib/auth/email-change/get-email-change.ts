// Reads the new email address that a user has requested and not yet confirmed.
import "server-only";
import { sessionOnly } from "@/lib/access/accepts";
import { Time } from "@/lib/access/schemas";
import { z } from "zod";
import { generalLimitOnly } from "@/lib/access/limit-rule";
import { NoInput } from "@/lib/access/no-input";
import { userOperation } from "@/lib/access/operation";
import { findPending } from "./queries";

export const EmailChangeView = z
  .strictObject({
    new_email: z.string(),
    requested_at: Time,
    expires_at: Time,
  })
  .meta({ title: "EmailChange" });
export type EmailChangeView = z.output<typeof EmailChangeView>;

export const getEmailChange = userOperation({
  name: "auth.get-email-change",
  accepts: sessionOnly,
  effect: "read",
  limit: generalLimitOnly,
  input: NoInput,
  output: z.strictObject({ pending: EmailChangeView.nullable() }),
  run: async ({ db, actor }): Promise<{ pending: EmailChangeView | null }> => {
    const change = await findPending(db, actor.user.id);
    const pending = change && {
      new_email: change.newEmail,
      requested_at: change.createdAt.toISOString(),
      expires_at: change.expiresAt.toISOString(),
    };
    return { pending };
  },
});
