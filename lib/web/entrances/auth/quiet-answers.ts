// Responses that do not depend on the operation's result, so that they do not reveal which email addresses have an account.
import "server-only";
import { z } from "zod";

function always<Status extends string>(status: Status) {
  const schema = z.strictObject({ status: z.literal(status) });
  return { status: 202, view: { schema, of: () => ({ status }) } } as const;
}

/** Tells clients so, in the API document. */
const remark = "The response does not depend on whether there is such an account.";

export const accepted = always("accepted");

export const quietlyAccepted = { ...accepted, remark } as const;

export const verificationRequired = { ...always("verification_required"), remark } as const;
