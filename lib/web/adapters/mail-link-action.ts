// Requesting a mailed link, and requesting it again from the page that says where it went. The response is the same for every
// email address. It counts the repetitions by a field of the form, so that the page can show that the last one was received.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { formAction } from "./action";
import { REPEAT_FIELD, type FormAction } from "./form-state";

const COUNT = /^\d{1,3}$/;

/** @param messageFor the page's message for an email address in its normal form */
export function mailLinkAction(operation: Operation<Actor, unknown>, messageFor: (email: string) => string): FormAction {
  return formAction(operation, {
    carry: [REPEAT_FIELD],
    done: (_output, { [REPEAT_FIELD]: repeat = "" }, { email = "" }) =>
      Promise.resolve({ message: messageFor(email), values: { email }, repeats: COUNT.test(repeat) ? Number(repeat) : 0 }),
  });
}
