// Server actions over operations: forms that work without JavaScript. An action is a public endpoint like any
// route; whatever it is given is the client's word.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor, MemberActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { describeWait } from "@/lib/errors/describe-wait";
import { sendMailAfterResponse } from "./after-response";
import { assertNotCrossSite } from "./edge/csrf";
import { echoableValues, readForm } from "./form-data";
import type { FormAction, FormState } from "./form-state";
import { reportError } from "./report-error";
import { requestFacts } from "./request-facts";
import { resolveCaller } from "./resolve-actor";

type Carried = Record<string, string | undefined>;

interface ActionOptions<Output> {
  /** Fields that are for the page and not for the operation, such as `next`. */
  carry?: readonly string[];
  /** Sets cookies; returns where to go on, or what to say on the same page. */
  done: (output: Output, carried: Carried) => Promise<{ redirectTo: string } | { message: string }>;
  /** Keeps what must not get lost while somebody signs in; returns where they do. */
  signIn?: (values: Record<string, string>) => Promise<string>;
  /** Cookies to clear after a refusal. */
  refused?: (code: ErrorCode, values: Record<string, string>) => Promise<void>;
}

export function formAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
): FormAction {
  return actionOver(operation, options, () => null);
}

/** The same within an organization: the form's field `org` is its slug, a claim until the membership is found. */
export function orgAction<Output>(operation: Operation<MemberActor, Output>, options: ActionOptions<Output>): FormAction {
  return actionOver(operation, { ...options, carry: [...(options.carry ?? []), "org"] }, ({ org = "" }) => org);
}

type ReadSlug = (values: Record<string, string>) => string | null;

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
  { carry = [], done, signIn, refused }: ActionOptions<Output>,
  slugOf: ReadSlug,
  data: FormData,
): Promise<{ redirectTo: string } | { state: FormState }> {
  let values: Record<string, string> = {};
  try {
    assertNotCrossSite("POST", await headers(), { appUrl: env().APP_URL, allowedOrigins: [] });
    values = readForm(data);
    const caller = await resolveCaller(slugOf(values));
    const carried = Object.fromEntries(carry.map((name) => [name, values[name]]));
    const input = Object.entries(values).filter(([name]) => !carry.includes(name));
    const result = await done(await operation(caller, Object.fromEntries(input)), carried);
    return "redirectTo" in result ? result : { state: { status: "done", message: result.message } };
  } catch (thrown) {
    const facts = await requestFacts();
    const error = reportError(thrown, operation.operationName, facts);
    await refused?.(error.code, values);
    if (error.code === "UNAUTHORIZED") return { redirectTo: (await signIn?.(values)) ?? "/login" };
    const state: FormState = {
      status: "error",
      code: error.code,
      message: messageOf(error),
      fields: error.fields,
      values: echoableValues(operation.input, values),
      requestId: facts.requestId,
    };
    return { state };
  }
}

function messageOf(error: AppError): string {
  if (error.code !== "RATE_LIMITED" || error.retryAfterSeconds === undefined) return error.publicMessage;
  return `Too many attempts. Please try again in ${describeWait(error.retryAfterSeconds)}.`;
}
