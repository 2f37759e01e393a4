// Server actions over operations: forms that work without JavaScript. An action is a public endpoint like any
// route; whatever it is given is the client's word.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
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
}

export function formAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
): FormAction {
  return async (_state, data) => {
    const result = await runAction(operation, options, data);
    sendMailAfterResponse(operation.effect === "write");
    if ("redirectTo" in result) redirect(result.redirectTo);
    return result.state;
  };
}

async function runAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { carry = [], done }: ActionOptions<Output>,
  data: FormData,
): Promise<{ redirectTo: string } | { state: FormState }> {
  let values: Record<string, string> = {};
  try {
    const caller = await resolveCaller();
    assertNotCrossSite("POST", await headers(), { appUrl: env().APP_URL, allowedOrigins: [] });
    values = readForm(data);
    const carried = Object.fromEntries(carry.map((name) => [name, values[name]]));
    const input = Object.entries(values).filter(([name]) => !carry.includes(name));
    const result = await done(await operation(caller, Object.fromEntries(input)), carried);
    return "redirectTo" in result ? result : { state: { status: "done", message: result.message } };
  } catch (thrown) {
    const { requestId } = await requestFacts();
    const error = reportError(thrown, operation.operationName, requestId);
    if (error.code === "UNAUTHORIZED") return { redirectTo: "/login" };
    const state: FormState = {
      status: "error",
      code: error.code,
      message: error.publicMessage,
      fields: error.fields,
      values: echoableValues(operation.input, values),
      requestId,
    };
    return { state };
  }
}
