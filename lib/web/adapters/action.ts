// Builds server actions from operations, for forms that work without JavaScript. An action is a public endpoint like any
// route, so all of its input is untrusted.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor, Caller, OrganizationActor } from "@/lib/access/actor";
import type { MailedLink } from "@/lib/access/cookie-effects";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { applyCookies } from "@/lib/web/cookies/apply-cookies";
import { assertNotCrossSite, withoutPartners } from "@/lib/web/edge/csrf";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { echoableInput, echoableValues, readForm } from "@/lib/web/http/form-data";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import { admitForm } from "./admit-form";
import type { FormAction, FormState } from "./form-state";
import { pageAfterRefusal, refusedState } from "./refused-form";
import { resolveCaller } from "./resolve-actor";

type Values = Record<string, string>;

type Done = Pick<FormState, "values" | "repeats" | "secret" | "text" | "isCut"> & { message: string };

interface ActionOptions<Output> {
  /** Form fields that `done` receives and the operation does not, such as `next`. */
  carry?: readonly string[];
  /**
   * Decides, after a success, where to redirect, or which message to show on the same page. `input` has the values that the
   * operation accepted, as its schema normalized them, without secrets. The form gets back only the values that are returned.
   */
  done: (output: Output, carried: Partial<Values>, input: Partial<Values>) => Promise<{ redirectTo: string } | Done>;
  /** Where to redirect a client that is not signed in; by default to sign-in, which returns to the form's page. */
  ifSignedOut?: () => Promise<{ redirectTo: string }>;
  /** The mailed link to which the form returns. The form sends the link's `token`, which a cookie then keeps. */
  returnsTo?: MailedLink;
}

export function formAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
): FormAction {
  return actionOver(operation, options, () => null);
}

/**
 * Like `formAction`, for an operation of an organization. The form field `org` contains the organization's slug, which is
 * untrusted until the membership is found.
 */
export function orgAction<Output>(
  operation: Operation<OrganizationActor, Output>,
  options: ActionOptions<Output>,
): FormAction {
  return actionOver(operation, { ...options, carry: [...(options.carry ?? []), "org"] }, ({ org = "" }) => org);
}

type ReadSlug = (values: Values) => string | null;

function actionOver<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
  slugOf: ReadSlug,
): FormAction {
  return async (_state, data) => {
    const result = await runAction(operation, options, slugOf, data);
    sendMailAfterResponse(operation.effect === "write");
    if ("redirectTo" in result) redirect(result.redirectTo);
    return result.state;
  };
}

async function runAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
  slugOf: ReadSlug,
  data: FormData,
): Promise<{ redirectTo: string } | { state: FormState }> {
  const { carry = [], returnsTo, done, ifSignedOut } = options;
  const carried = returnsTo ? [...carry, "token"] : carry;
  let values: Values = {};
  let caller: Caller | null = null;
  try {
    assertNotCrossSite("POST", await headers(), withoutPartners(env()));
    values = readForm(data);
    const slug = slugOf(values);
    caller = await resolveCaller(slug);
    ({ caller, values } = await admitForm(operation, caller, values, slug));
    const input = without(values, carried);
    const output = await operation(caller, input);
    await applyCookies(operation, { output }, { token: values.token, returnsTo });
    const kept = Object.fromEntries(carried.map((name) => [name, values[name]]));
    const result = await done(output, kept, echoableInput(operation.input, input));
    return "redirectTo" in result ? result : { state: doneState(operation, result) };
  } catch (thrown) {
    const facts = await requestFacts();
    const error = reportError(thrown, operation.operationName, facts);
    await applyCookies(operation, { refusal: error.code }, { token: values.token, returnsTo });
    if (error.code === "UNAUTHORIZED" && ifSignedOut) return ifSignedOut();
    const refused = { error, values, caller, requestId: facts.requestId };
    return (await pageAfterRefusal(operation, error)) ?? { state: await refusedState(operation, refused) };
  }
}

/** Removes the values of secret fields, even if an action returns them. */
function doneState(
  { input }: Pick<Operation<Actor, unknown>, "input">,
  { message, values = {}, repeats, secret, text, isCut }: Done,
): FormState {
  const shown = { ...(secret !== undefined && { secret }), ...(text !== undefined && { text }), ...(isCut && { isCut }) };
  return { status: "done", message, values: echoableValues(input, values), repeats, ...shown };
}

function without(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}
