// JSON routes over operations. A route checks what belongs to HTTP (method, origin, body, status, cookies);
// who may do what is the operation's business alone.
import "server-only";
import type { z } from "zod";
import type { Actor, Caller, MemberActor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import type { AppMode } from "@/lib/env/schema";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/codes";
import { requestContext } from "@/lib/observability/request-context";
import { sendMailAfterResponse } from "@/lib/web/http/after-response";
import { emptyAnswer, jsonAnswer, seeOther } from "@/lib/web/http/answer";
import { admitForm } from "./admit-form";
import { detourOf } from "./detour";
import { assertNotCrossSite } from "@/lib/web/edge/csrf";
import { API_METHODS } from "@/lib/web/edge/methods";
import { LIMIT_HEADERS, problemResponse } from "@/lib/web/edge/problem";
import { fileResponse, type FileView } from "@/lib/web/http/file-response";
import { isPlainForm, readFormBody } from "@/lib/web/http/form-body";
import { echoableValues } from "@/lib/web/http/form-data";
import { readJsonBody } from "@/lib/web/http/json-body";
import { applyCookies } from "@/lib/web/cookies/apply-cookies";
import { readQuery } from "@/lib/web/http/query";
import { reportError } from "@/lib/web/http/report-error";
import { requestFacts } from "@/lib/web/http/request-facts";
import { resolveCaller } from "./resolve-actor";

type RouteParams = Record<string, string | string[] | undefined>;
export type RouteHandler = (request: Request, context: { params: Promise<RouteParams | undefined> }) => Promise<Response>;

interface RouteOptions<Output> {
  /** Of an answer with a body: 200, 201 for what was created, or 202. */
  status?: 200 | 201 | 202;
  /**
   * What is told of the output. Without one a read tells all of it; a write nothing (204), because what it puts out may be
   * for cookies and for the log alone.
   */
  view?: (output: Output) => object;
  /** A file to save, in place of a view. */
  file?: (output: Output, caller: Caller) => FileView;
  /** The page whose plain form posts here as well, by the slug; a refusal is told there, as `?refused=<code>`, beside what was given. */
  formOf?: (slug: string) => string;
}

/** A handler for one method: query, body and path parameters are the input of `operation`. */
export function jsonRoute<A extends Actor, Output>(
  operation: Operation<A, Output>,
  options: RouteOptions<Output> = {},
): RouteHandler {
  return routeOver(operation, options, (params) => ({ slug: null, params }));
}

/** The same below an organization: `org` of the path is its slug, a claim until the membership is found. */
export function orgRoute<Output>(
  operation: Operation<MemberActor, Output>,
  options: RouteOptions<Output> = {},
): RouteHandler {
  return routeOver(operation, options, ({ org, ...params }) => ({ slug: typeof org === "string" ? org : "", params }));
}

function routeOver<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { status = 200, view, file, formOf }: RouteOptions<Output>,
  read: (params: RouteParams) => { slug: string | null; params: RouteParams },
): RouteHandler {
  return async (request, context) => {
    const isForm = formOf !== undefined && isPlainForm(request);
    const { slug, params } = read((await context.params) ?? {});
    let input: Record<string, unknown> = {};
    try {
      assertNotCrossSite(request.method, request.headers, env());
      input = await readInput(request, operation.input, params, isForm);
      let caller = await resolveCaller(slug);
      if (isForm) ({ caller, values: input } = await admitForm(operation, caller, input as Record<string, string>, slug));
      const output = await operation(caller, input);
      await applyCookies(operation, { output }, { token: input.token });
      if (file) return fileResponse(file(output, caller));
      if (view) return jsonAnswer(view(output), status);
      return operation.effect === "read" ? jsonAnswer(output, status) : emptyAnswer();
    } catch (thrown) {
      const facts = await requestFacts();
      const error = reportError(thrown, operation.operationName, facts);
      await applyCookies(operation, { refusal: error.code }, { token: input.token });
      if (isForm && !NOT_FOR_THE_PAGE.has(error.code)) {
        const chosen =
          error.code === "SIGNED_IN_AS_ANOTHER" ? {} : echoableValues(operation.input, input as Record<string, string>);
        return await backTo(formOf(slug ?? ""), error, chosen);
      }
      return refuse(error, facts.requestId);
    } finally {
      sendMailAfterResponse(operation.effect === "write");
    }
  };
}

/** Refused by the middleware before any page is known; refused the same way when the middleware is bypassed. */
const NOT_FOR_THE_PAGE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["CSRF_REJECTED", "PAYLOAD_TOO_LARGE"]);

/** The limit that stopped the request is told in place of the general one that the middleware has told. */
function refuse(error: AppError, requestId: string): Response {
  if (error.code === "RATE_LIMITED") for (const name of LIMIT_HEADERS) requestContext()?.dropHeader(name);
  return problemResponse(error, requestId);
}

/** More than any filter takes; a header has to hold it. */
const MAX_QUERY = 2_000;

/** A browser that posted a form gets its page, which says what was wrong and has what was chosen. */
async function backTo(page: string, error: AppError, chosen: Record<string, string>): Promise<Response> {
  const query = new URLSearchParams({ ...chosen, refused: error.code }).toString();
  return seeOther((await detourOf(error, page)) ?? `${page}?${query.length > MAX_QUERY ? `refused=${error.code}` : query}`);
}

async function readInput(
  request: Request,
  schema: z.ZodType,
  params: RouteParams,
  isForm: boolean,
): Promise<Record<string, unknown>> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const inPath = Object.keys(params);
  const given = isRead
    ? readQuery(request.url, schema, inPath)
    : isForm
      ? await readFormBody(request)
      : await readJsonBody(request);
  for (const name of inPath) {
    if (Object.hasOwn(given, name)) {
      throw new AppError("VALIDATION_ERROR", { fields: { [name]: "This field belongs in the path." } });
    }
  }
  return { ...given, ...params };
}

/** The handler of the mode that the instance runs in. */
export function byMode(handlers: Record<AppMode, RouteHandler>): RouteHandler {
  return (request, context) => handlers[env().APP_MODE](request, context);
}

type Method = (typeof API_METHODS)[number];

/**
 * Every method of a URL: those given, and 405 with `Allow` for the rest.
 * @param head false where GET does something, which HEAD must not
 */
export function methods(
  handlers: Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, RouteHandler>>,
  { head = true }: { head?: boolean } = {},
): Record<Method, RouteHandler> {
  const known: Partial<Record<Method, RouteHandler>> = { ...handlers, HEAD: head ? handlers.GET : undefined };
  const allowed = API_METHODS.filter((method) => known[method]);
  const allow = [...allowed, "OPTIONS"].join(", ");
  const wrongMethod: RouteHandler = async () => {
    const response = problemResponse(new AppError("METHOD_NOT_ALLOWED"), (await requestFacts()).requestId);
    response.headers.set("Allow", allow);
    return response;
  };
  const options: RouteHandler = () => Promise.resolve(new Response(null, { status: 204, headers: { Allow: allow } }));
  const handlerOf = (method: Method) => known[method] ?? (method === "OPTIONS" ? options : wrongMethod);
  return Object.fromEntries(API_METHODS.map((method) => [method, handlerOf(method)])) as Record<Method, RouteHandler>;
}
