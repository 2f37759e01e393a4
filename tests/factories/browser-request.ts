// Sends a request to an action or route in this process as a browser would: in Next.js's own request scope, from an IP
// address of its own. Each function returns the changes to the browser's cookies.
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { createRequestStoreForAPI } from "next/dist/server/async-storage/request-store";
import { env } from "@/lib/env/server";
import { requestContexts, type RequestContext } from "@/lib/observability/request-context";
import { COOKIE_KINDS, cookieName, type CookieKind } from "@/lib/web/cookies/cookie-policy";
import { idleForm, type FormAction, type FormState } from "@/lib/web/adapters/form-state";
import type { Handle } from "@/lib/web/adapters/route-contract";
import { PATH_HEADER } from "@/lib/web/edge/paths";
import { someRequest } from "./callers";

export type SentCookies = Partial<Record<CookieKind, string>>;

type Stores = [Parameters<typeof workAsyncStorage.run>[0], Parameters<typeof createRequestStoreForAPI>];

function headersOf(cookies: SentCookies): Headers {
  const pairs = Object.entries(cookies).map(([kind, value]) => `${cookieName(env(), kind as CookieKind)}=${value}`);
  return new Headers({ Cookie: pairs.join("; "), Origin: env().APP_URL, "Content-Type": "application/json" });
}

/** What a request leaves to be done after its response. */
type Task = () => Promise<void>;

/** The cookies that `work` sets and clears, by kind, with all attributes except value and expiry. */
async function changesOf(
  headers: Headers,
  work: () => Promise<unknown>,
  context = someContext(),
  tasks: Task[] = [],
): Promise<Record<string, string>> {
  let lines: string[] = [];
  const url = new URL(env().APP_URL);
  const scope = { route: "/", afterContext: { after: (task: Task) => tasks.push(task) } } as unknown as Stores[0];
  const request = { headers } as unknown as Stores[1][0];
  const store = createRequestStoreForAPI(
    request,
    url,
    {} as Stores[1][2],
    (set) => (lines = set),
    {} as Stores[1][4],
    undefined,
  );
  const inScope = () => workAsyncStorage.run(scope, () => workUnitAsyncStorage.run(store, work));
  await requestContexts.run(context, inScope).catch(unlessRedirected);
  const kinds = new Map(COOKIE_KINDS.map((kind) => [cookieName(env(), kind), kind]));
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*);(.*)$/.exec(line) ?? [];
      const lasting = attributes.replace(/ Expires=[^;]+;?/, "").trim();
      return [kinds.get(name) ?? name, `${value === "" ? "cleared" : "set"}; ${lasting}`];
    }),
  );
}

function someContext(): RequestContext {
  const { requestId, ipAddress } = someRequest();
  return {
    requestId,
    ipAddress,
    target: "/",
    path: "/",
    method: "POST",
    isPageVisit: false,
    isForwarded: false,
    dropHeader: () => undefined,
  };
}

function unlessRedirected(thrown: unknown): void {
  if (!isRedirectError(thrown)) throw thrown;
}

/** Sends a form, and returns the changes without the flash cookie, which belongs to the next page. */
export async function changesByForm(action: FormAction, cookies: SentCookies, fields: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  const { flash: _, ...changes } = await changesOf(headersOf(cookies), () => action(idleForm, data));
  return changes;
}

/** Does what a page at this URL does while it is rendered. */
export async function whileRendering<T>(path: string, cookies: SentCookies, work: () => Promise<T>): Promise<T> {
  const headers = headersOf(cookies);
  headers.set(PATH_HEADER, path);
  let result: { value: T } | undefined;
  await changesOf(headers, async () => {
    result = { value: await work() };
  });
  if (!result) throw new Error("the page redirected");
  return result.value;
}

/** Sends a form as an anonymous visitor, and returns the state that the form gets back. */
export async function answerToForm(action: FormAction, fields: Record<string, string>): Promise<FormState> {
  let answer = idleForm;
  const send: FormAction = async (state, data) => (answer = await action(state, data));
  await changesByForm(send, {}, fields);
  return answer;
}

interface Visit {
  method?: string;
  body?: object;
  query?: Record<string, string>;
  params?: Record<string, string>;
}

export function changesByRoute(
  handler: Handle,
  cookies: SentCookies,
  { method = "POST", body, query = {}, params = {} }: Visit,
) {
  const headers = headersOf(cookies);
  const url = `${env().APP_URL}/?${new URLSearchParams(query).toString()}`;
  const request = new Request(url, { method, headers, body: method === "GET" ? null : JSON.stringify(body ?? {}) });
  return changesOf(headers, () => handler(request, { params: Promise.resolve(params) }));
}

interface ClientRequest {
  path: string;
  headers?: HeadersInit;
  params?: Record<string, string>;
  /** Sent with POST, a text as it is. Without a body, the request is a GET. */
  body?: object | string;
  /** By default, an address of its own. */
  ipAddress?: string | undefined;
  /** Aborts when the client leaves. */
  signal?: AbortSignal;
}

interface Answer {
  response: Response;
  /** The changes to the client's cookies. */
  cookies: Record<string, string>;
  /** From which the request's line in the log is written. */
  context: RequestContext;
  /** Does what the request leaves to be done after its response. Nothing else does it. */
  afterResponse: () => Promise<void>;
}

/** Sends a request to a JSON route as an API client would. */
export async function answerToClient(
  handler: Handle,
  { path, headers = {}, params = {}, body, ipAddress, signal }: ClientRequest,
): Promise<Answer> {
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  const sent = text !== undefined && { method: "POST", body: text };
  const request = new Request(new URL(path, env().APP_URL), { headers, ...sent, ...(signal && { signal }) });
  if (sent) request.headers.set("Content-Type", "application/json");
  let response: Response | undefined;
  const context = { ...someContext(), ...(ipAddress !== undefined && { ipAddress }) };
  const answer = async () => (response = await handler(request, { params: Promise.resolve(params) }));
  const tasks: Task[] = [];
  const cookies = await changesOf(request.headers, answer, context, tasks);
  if (!response) throw new Error("the route redirected");
  const afterResponse = async () => {
    for (const task of tasks.splice(0)) await task();
  };
  return { response, cookies, context, afterResponse };
}
