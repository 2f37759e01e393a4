// Builds JSON routes from operations. A route handles only what belongs to HTTP: method, origin, body, status and cookies.
// Only the operation checks permissions.
import "server-only";
import type { z } from "zod";
import type { Actor, Caller, OrganizationActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import type { AppMode } from "@/lib/env/schema";
import { refusalQuery } from "@/lib/web/pages/refused";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { requestContext } from "@/lib/observability/request-context";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { emptyAnswer, jsonAnswer, seeOther } from "@/lib/web/http/answer";
import { assertNotCrossSite, isBearerOnly } from "@/lib/web/edge/csrf";
import { API_METHODS } from "@/lib/web/edge/methods";
import { LIMIT_HEADERS, problemResponse } from "@/lib/web/edge/problem";
import { fileResponse, type FileView } from "@/lib/web/http/file-response";
import { textResponse, type TextView } from "@/lib/web/http/text-response";
import { isPlainForm } from "@/lib/web/http/form-body";
import { echoableValues } from "@/lib/web/http/form-data";
import { idempotencyKeyOf } from "@/lib/web/http/idempotency-key";
import { applyCookies } from "@/lib/web/cookies/apply-cookies";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import { admitForm } from "./admit-form";
import { challenge, resolveApiCaller } from "./api-caller";
import { detourOf } from "./detour";
import { readInput, type RouteParams } from "./read-input";
import type { Handle, RouteContract, RouteHandler } from "./route-contract";

export interface View<Output> {
  schema: z.ZodType;
  of: (output: Output) => object;
}

interface RouteOptions<Output> {
  /** What the route does, for the API document: a sentence that begins with a verb. */
  summary?: string;
  /** What a client has to know besides, for the API document: sentences. */
  remark?: string;
  /** The name in generated clients, for a route whose operation another route has, too. */
  operationId?: string;
  /**
   * The refusals of the operation itself, for the API document. Those that follow from its declaration, such as its role or
   * its limits, are added (scripts/openapi/refusals.ts). A test compares them with the operation's code.
   */
  refuses?: readonly ErrorCode[];
  /** The status of a response with a body: 200, 201 for something created, or 202. */
  status?: 200 | 201 | 202;
  /**
   * The body to send instead of the output, with its schema. Without a view, the route sends the output if the operation
   * declares a schema for it. Otherwise the response is empty (204), because the output may be only for cookies and the log.
   */
  view?: View<Output>;
  /** Sends a file to save, instead of JSON. */
  file?: { types: readonly string[]; of: (output: Output, caller: Caller) => FileView };
  /** Streams a text, instead of JSON, with these headers. The signal aborts when the client leaves. */
  text?: { headers: readonly string[]; of: (output: Output, signal: AbortSignal) => Promise<TextView> };
  /** Neither reads nor sets cookies, and ignores other credentials: for API clients whose proof is in the body. */
  cookies?: "ignored";
  /** The path of the page whose plain form posts here. A refusal redirects there, with `refused` and the entered values. */
  formOf?: (slug: string) => string;
}

/** Builds the handler of one method. Query, body and path parameters form the input of `operation`. */
export function jsonRoute<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: RouteOptions<Output> = {},
): RouteHandler {
  return routeOver(operation, options, (params) => ({ slug: null, params }));
}

/** Like `jsonRoute`, for an organization's operation. `org` in the path is a slug, untrusted until the member is found. */
export function orgRoute<Output>(
  operation: Operation<OrganizationActor, Output>,
  options: RouteOptions<Output> = {},
): RouteHandler {
  return routeOver(operation, options, ({ org, ...params }) => ({ slug: typeof org === "string" ? org : "", params }));
}

function routeOver<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { summary, remark, operationId, refuses = [], status = 200, view, file, text, formOf, cookies }: RouteOptions<Output>,
  read: (params: RouteParams) => { slug: string | null; params: RouteParams },
): RouteHandler {
  const schema = view?.schema ?? operation.output;
  const contract: RouteContract = {
    operation: operation.operationName,
    summary,
    remark,
    operationId,
    refuses,
    input: operation.input,
    status: file || text ? 200 : schema ? status : 204,
    idempotent: operation.idempotent,
    ignoresCookies: cookies === "ignored",
    answer: file?.types ?? (text ? ["text/plain"] : (schema ?? null)),
    isFile: file !== undefined,
    headers: text?.headers ?? [],
  };
  const handle: Handle = async (request, context) => {
    const isForm = formOf !== undefined && isPlainForm(request);
    const { slug, params } = read((await context.params) ?? {});
    let input: Record<string, unknown> = {};
    try {
      const { method, headers, url } = request;
      if (!isBearerOnly(new URL(url).pathname, headers)) assertNotCrossSite(method, headers, env());
      input = await readInput(request, operation.input, params, isForm);
      let caller = await resolveApiCaller(request, slug, { minRole: operation.minRole, cookies });
      if (isForm) ({ caller, values: input } = await admitForm(operation, caller, input as Record<string, string>, slug));
      if (operation.idempotent) caller = { ...caller, idempotencyKey: idempotencyKeyOf(request.headers) };
      const output = await operation(caller, input);
      if (cookies !== "ignored") await applyCookies(operation, { output }, { token: input.token });
      if (text) return textResponse(await text.of(output, request.signal));
      if (file) return fileResponse(file.of(output, caller));
      return schema ? jsonAnswer(checked(schema, view ? view.of(output) : output), status) : emptyAnswer();
    } catch (thrown) {
      const facts = await requestFacts();
      const error = reportError(thrown, operation.operationName, facts);
      if (cookies !== "ignored") await applyCookies(operation, { refusal: error.code }, { token: input.token });
      if (isForm && !NOT_FOR_THE_PAGE.has(error.code)) {
        const chosen =
          error.code === "SIGNED_IN_AS_ANOTHER" ? {} : echoableValues(operation.input, input as Record<string, string>);
        return await backTo(formOf(slug ?? ""), error, chosen);
      }
      return refusalAnswer(error, facts.requestId, challenge(request, error));
    } finally {
      sendMailAfterResponse(operation.effect === "write");
    }
  };
  return Object.assign(handle, { contracts: [contract] });
}

/** In development and in tests, throws if the body does not match the schema. */
function checked<Body>(schema: z.ZodType, body: Body): Body {
  if (!env().strict) schema.parse(body);
  return body;
}

/**
 * Refusals that a form gets as JSON instead of a redirect to its page. The middleware refuses these requests the same way,
 * but may be bypassed.
 */
const NOT_FOR_THE_PAGE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["CSRF_REJECTED", "PAYLOAD_TOO_LARGE"]);

/**
 * The rate-limit headers of a refusal describe the exceeded limit. The middleware has already set them for the general
 * limit, so those are dropped.
 */
function refusalAnswer(error: AppError, requestId: string, headers: Record<string, string>): Response {
  if (error.code === "RATE_LIMITED") for (const name of LIMIT_HEADERS) requestContext()?.dropHeader(name);
  const response = problemResponse(error, requestId);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

/** Redirects the browser back to the form's page, which shows the refusal and the entered values. */
async function backTo(page: string, error: AppError, chosen: Record<string, string>): Promise<Response> {
  return seeOther((await detourOf(error, page)) ?? `${page}?${refusalQuery(error, chosen)}`);
}

/** Selects the handler of the mode that the instance runs in. */
export function byMode(handlers: Record<AppMode, RouteHandler>): RouteHandler {
  const handle: Handle = (request, context) => handlers[env().APP_MODE](request, context);
  const contracts = Object.entries(handlers).flatMap(([mode, { contracts: own }]) =>
    own.map((contract) => ({ ...contract, mode: mode as AppMode })),
  );
  return Object.assign(handle, { contracts });
}

type Method = (typeof API_METHODS)[number];

/**
 * Handlers for every method of a URL. A method without a given handler gets 405 with `Allow`; OPTIONS gets 204.
 * @param head whether HEAD is allowed; false if GET has an effect that HEAD must not have
 */
export function methods(
  handlers: Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, RouteHandler>>,
  { head = true }: { head?: boolean } = {},
): Record<Method, Handle> {
  const known: Partial<Record<Method, RouteHandler>> = { ...handlers, HEAD: head ? handlers.GET : undefined };
  const allowed = API_METHODS.filter((method) => known[method]);
  const allow = [...allowed, "OPTIONS"].join(", ");
  const wrongMethod: Handle = async () => {
    const response = problemResponse(new AppError("METHOD_NOT_ALLOWED"), (await requestFacts()).requestId);
    response.headers.set("Allow", allow);
    return response;
  };
  const options: Handle = () => Promise.resolve(new Response(null, { status: 204, headers: { Allow: allow } }));
  const handlerOf = (method: Method): Handle => known[method] ?? (method === "OPTIONS" ? options : wrongMethod);
  return Object.fromEntries(API_METHODS.map((method) => [method, handlerOf(method)])) as Record<Method, Handle>;
}
