// Server actions over operations: forms that work without JavaScript. An action is a public endpoint like any
// route; whatever it is given is the client's word.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { isSignedIn, type Actor, type Caller, type MemberActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import type { AppError } from "@/lib/errors/app-error";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { describeWait } from "@/lib/errors/describe-wait";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { askedFor } from "@/lib/web/pages/asked-for";
import { detourOf, isScripted } from "./detour";
import { assertNotCrossSite, withoutPartners } from "@/lib/web/edge/csrf";
import { goOn } from "@/lib/web/cookies/flash";
import { echoableValues, readForm } from "@/lib/web/http/form-data";
import { VIEWER_FIELD, type FormAction, type FormState } from "./form-state";
import type { MailedLink } from "@/lib/web/cookies/mailed-links";
import { dropToken, dropTokenIfOver } from "@/lib/web/cookies/mailed-token";
import { assertRenderedFor } from "./rendered-for";
import { asksForProof, proveWith } from "./recent-proof";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import { resolveCaller } from "./resolve-actor";
import { sentenceFor } from "@/lib/web/pages/sentence-for";

type Carried = Record<string, string | undefined>;

interface ActionOptions<Output> {
  /** Fields that are for the page and not for the operation, such as `next`. */
  carry?: readonly string[];
  /** Sets cookies; returns where to go on, or what to say on the same page. */
  done: (output: Output, carried: Carried) => Promise<{ redirectTo: string } | { message: string }>;
  /** Keeps what must not get lost while somebody signs in; returns where they do. */
  signIn?: (values: Record<string, string>) => Promise<string>;
  /** The kind of mailed link that the form was opened with. Its kept token is dropped once it has served or is over. */
  link?: MailedLink;
  /** Cookies to set after a refusal. */
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

type Result = { redirectTo: string } | { state: FormState };

async function runAction<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: ActionOptions<Output>,
  slugOf: ReadSlug,
  data: FormData,
): Promise<Result> {
  const { carry = [], link, done } = options;
  let values: Record<string, string> = {};
  let caller: Caller | null = null;
  try {
    assertNotCrossSite("POST", await headers(), withoutPartners(env()));
    values = readForm(data);
    const slug = slugOf(values);
    caller = await resolveCaller(slug);
    assertRenderedFor(caller.actor, values, operation.minRole);
    ({ caller, values } = await proveWith(operation, caller, values, slug));
    const carried = Object.fromEntries(carry.map((name) => [name, values[name]]));
    const input = Object.entries(values).filter(([name]) => name !== VIEWER_FIELD && !carry.includes(name));
    const output = await operation(caller, Object.fromEntries(input));
    if (link) await dropToken(link, values.token);
    const result = await done(output, carried);
    return "redirectTo" in result ? result : { state: { status: "done", message: result.message } };
  } catch (thrown) {
    return refusal(operation, options, { thrown, values, caller });
  }
}

async function refusal<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { signIn, link, refused }: ActionOptions<Output>,
  { thrown, values, caller }: { thrown: unknown; values: Record<string, string>; caller: Caller | null },
): Promise<Result> {
  const facts = await requestFacts();
  const error = reportError(thrown, operation.operationName, facts);
  const { code, fields } = error;
  if (link) await dropTokenIfOver(link, code, values.token);
  await refused?.(code, values);
  if (code === "UNAUTHORIZED" && signIn) return { redirectTo: await signIn(values) };
  const detour = await detourOf(error);
  const scripted = await isScripted();
  if (detour !== null && !scripted) return { redirectTo: detour };
  const isOthers = code === "SIGNED_IN_AS_ANOTHER";
  // The page would be shown as it is for the person who is signed in now, where the form may not be at all.
  if (isOthers && !scripted && operation.minRole !== "public")
    return goOn((await askedFor()) ?? "/", "signed-in-as-another");
  const state: FormState = { status: "error", code, message: messageOf(error, caller?.actor), requestId: facts.requestId };
  // What one person typed is not for the page of another.
  if (!isOthers) state.values = echoableValues(operation.input, values);
  state.fields =
    code === "RECENT_PROOF_REQUIRED" ? { current_password: "It has been a while since you signed in." } : fields;
  state.asksForProof = caller !== null && asksForProof(operation, caller, code, values);
  if (detour !== null) state.detour = detour;
  return { state };
}

function messageOf(error: AppError, actor: Actor | undefined): string {
  const { code, fields, retryAfterSeconds } = error;
  // The fields say the rest, in words that are about this form.
  if (Object.keys(fields).length > 0) return ERROR_CODES.VALIDATION_ERROR.message;
  if (code !== "RATE_LIMITED" || retryAfterSeconds === undefined)
    return sentenceFor(code, actor && isSignedIn(actor) ? actor.user : undefined);
  return `Too many attempts. Please try again in ${describeWait(retryAfterSeconds)}.`;
}
