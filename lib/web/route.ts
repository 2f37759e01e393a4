// JSON routes over operations. A route checks what belongs to HTTP (method, origin, body, status, cookies);
// who may do what is the operation's business alone.
import "server-only";
import type { Actor } from "@/lib/access/actor";
import type { Operation } from "@/lib/access/operation";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { sendMailAfterResponse } from "./after-response";
import { assertNotCrossSite } from "./edge/csrf";
import { problemResponse } from "./edge/respond";
import { readJsonBody } from "./json-body";
import { reportError } from "./report-error";
import { requestFacts } from "./request-facts";
import { resolveCaller } from "./resolve-actor";

type RouteParams = Record<string, string | string[] | undefined>;
export type RouteHandler = (request: Request, context: { params: Promise<RouteParams | undefined> }) => Promise<Response>;

interface RouteOptions<Output> {
  /** 200 with the view, or 202; 204 without a body where there is no view. */
  status?: 200 | 202;
  view?: (output: Output) => object;
  /** Cookies to set or clear once it is done. */
  finish?: (output: Output) => Promise<void>;
}

/** A handler for one method: query, body and path parameters are the input of `operation`. */
export function jsonRoute<A extends Actor, Output>(
  operation: Operation<A, Output>,
  { status = 200, view, finish }: RouteOptions<Output> = {},
): RouteHandler {
  return async (request, context) => {
    try {
      assertNotCrossSite(request.method, request.headers, { appUrl: env().APP_URL, allowedOrigins: env().ALLOWED_ORIGINS });
      const input = await readInput(request, (await context.params) ?? {});
      const output = await operation(await resolveCaller(), input);
      await finish?.(output);
      if (!view) return new Response(null, { status: 204, headers: { "Cache-Control": "no-store" } });
      return Response.json(view(output), { status, headers: { "Cache-Control": "no-store" } });
    } catch (thrown) {
      const { requestId } = await requestFacts();
      return problemResponse(reportError(thrown, operation.operationName, requestId), requestId);
    } finally {
      sendMailAfterResponse(operation.effect === "write");
    }
  };
}

async function readInput(request: Request, params: RouteParams): Promise<Record<string, unknown>> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const given = isRead ? readQuery(new URL(request.url).searchParams) : await readJsonBody(request);
  for (const name of Object.keys(params)) {
    if (Object.hasOwn(given, name)) {
      throw new AppError("VALIDATION_ERROR", { fields: { [name]: "This field belongs in the path." } });
    }
  }
  return { ...given, ...params };
}

function readQuery(query: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of query) {
    if (Object.hasOwn(values, name)) throw new AppError("MALFORMED_REQUEST");
    values[name] = value;
  }
  return values;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Method = (typeof METHODS)[number];

/**
 * Every method of a URL: those given, and 405 with `Allow` for the rest.
 * @param head false where GET does something, which HEAD must not
 */
export function methods(
  handlers: Partial<Record<Exclude<Method, "HEAD" | "OPTIONS">, RouteHandler>>,
  { head = true }: { head?: boolean } = {},
): Record<Method, RouteHandler> {
  const known: Partial<Record<Method, RouteHandler>> = { ...handlers, HEAD: head ? handlers.GET : undefined };
  const allowed = METHODS.filter((method) => known[method]);
  const allow = [...allowed, "OPTIONS"].join(", ");
  const refuse: RouteHandler = async () => {
    const response = problemResponse(new AppError("METHOD_NOT_ALLOWED"), (await requestFacts()).requestId);
    response.headers.set("Allow", allow);
    return response;
  };
  const options: RouteHandler = () => Promise.resolve(new Response(null, { status: 204, headers: { Allow: allow } }));
  const handlerOf = (method: Method) => known[method] ?? (method === "OPTIONS" ? options : refuse);
  return Object.fromEntries(METHODS.map((method) => [method, handlerOf(method)])) as Record<Method, RouteHandler>;
}
