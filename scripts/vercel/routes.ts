// Decides what answers a request, by the routes of the platform's build output (version 3).
// https://vercel.com/docs/build-output-api/configuration#routes
export interface Condition {
  type: "host" | "header" | "cookie" | "query";
  key?: string;
  value?: string;
}

interface Transform {
  type: "request.headers" | "request.query" | "response.headers";
  op: "set" | "append" | "delete";
  target: { key: string };
  args?: string;
}

export interface Route {
  src?: string;
  handle?: string;
  dest?: string;
  headers?: Record<string, string>;
  methods?: string[];
  continue?: boolean;
  check?: boolean;
  status?: number;
  has?: Condition[];
  missing?: Condition[];
  middlewarePath?: string;
  transforms?: Transform[];
}

export interface Routed {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  /** Headers that routes and the middleware add to the response. */
  responseHeaders: Headers;
  status?: number;
}

export interface Surroundings<Response> {
  /** Whether a file or a function exists at a path. */
  exists: (path: string) => boolean;
  /** Runs the middleware. Returns null if the request goes on, with the headers of `routed` as the middleware wants them. */
  runMiddleware: (name: string, routed: Routed) => Promise<Response | null>;
}

export type Outcome<Response> =
  | { kind: "response"; response: Response }
  | { kind: "redirect" }
  | { kind: "output"; path: string };

const isRedirect = (status = 0) => status >= 300 && status < 400;

const phaseOf = (routes: readonly Route[], name: string | null): Route[] => {
  const start = name === null ? 0 : routes.findIndex(({ handle }) => handle === name) + 1;
  if (name !== null && start === 0) return [];
  const rest = routes.slice(start);
  const end = rest.findIndex(({ handle }) => handle !== undefined);
  return end < 0 ? rest : rest.slice(0, end);
};

function anchored(pattern: string): RegExp {
  return new RegExp(`${pattern.startsWith("^") ? "" : "^"}${pattern}${pattern.endsWith("$") ? "" : "$"}`, "i");
}

function valueOf({ type, key = "" }: Condition, { headers, query }: Routed): string | null {
  if (type === "host") return headers.get("host");
  if (type === "header") return headers.get(key);
  if (type === "query") return query.get(key);
  const cookies = (headers.get("cookie") ?? "").split(/;\s*/).map((pair) => pair.split("=", 2));
  return cookies.find(([name]) => name === key)?.[1] ?? null;
}

type Captures = Record<string, string>;

/** @returns the named groups of the condition's value, or null if the condition is not met */
function meets(condition: Condition, routed: Routed): Captures | null {
  const value = valueOf(condition, routed);
  if (value === null) return null;
  if (condition.value === undefined) return {};
  const match = new RegExp(`^(?:${condition.value})$`).exec(value);
  return match && { ...match.groups };
}

function capturesOf(route: Route, routed: Routed): Captures | null {
  const match = anchored(route.src ?? "").exec(routed.path);
  if (!match || (route.methods && !route.methods.includes(routed.method))) return null;
  const captures: Captures = { ...match.groups };
  for (const [index, text] of match.entries()) captures[index] = text ?? "";
  for (const condition of route.has ?? []) {
    const met = meets(condition, routed);
    if (!met) return null;
    Object.assign(captures, met);
  }
  if (route.missing?.some((condition) => meets(condition, routed) !== null)) return null;
  return captures;
}

const filled = (text: string, captures: Captures) => text.replace(/\$(\w+)/g, (_all, name: string) => captures[name] ?? "");

function follow(dest: string, captures: Captures, routed: Routed): void {
  const [path = "", query = ""] = dest.split("?", 2);
  routed.path = filled(path, captures);
  for (const [name, value] of new URLSearchParams(query)) {
    routed.query.set(name, decodeURIComponent(filled(value, captures)));
  }
}

function apply(route: Route, captures: Captures, routed: Routed): void {
  for (const [name, value] of Object.entries(route.headers ?? {})) routed.responseHeaders.set(name, filled(value, captures));
  for (const { type, op, target, args = "" } of route.transforms ?? []) {
    const headers = type === "request.headers" ? routed.headers : routed.responseHeaders;
    if (type === "request.query") throw new Error("Transforms of the query are not imitated.");
    if (op === "delete") headers.delete(target.key);
    else headers[op](target.key, filled(args, captures));
  }
  if (route.status !== undefined) routed.status = route.status;
}

/** Follows the routes of a phase. @returns the path of an existing output, or null if none of the routes led to one */
function walk(phase: string, all: readonly Route[], routed: Routed, exists: (path: string) => boolean): string | null {
  for (const route of phaseOf(all, phase)) {
    const captures = capturesOf(route, routed);
    if (!captures) continue;
    const before = { path: routed.path, query: new URLSearchParams(routed.query), status: routed.status };
    apply(route, captures, routed);
    if (route.dest !== undefined) follow(route.dest, captures, routed);
    if (route.check) {
      if (exists(routed.path)) return routed.path;
      const missed = phase === "miss" ? null : walk("miss", all, routed, exists);
      if (missed !== null) return missed;
      Object.assign(routed, before);
    } else if (!route.continue) {
      return exists(routed.path) ? routed.path : null;
    }
  }
  return null;
}

/** The path of the output that answers after an error. */
export function routeError(all: readonly Route[], status: number, routed: Routed): string {
  const route = phaseOf(all, "error").find((each) => each.status === status);
  routed.status = status;
  if (route) apply(route, {}, routed);
  return route?.dest ?? "/500";
}

export async function route<Response>(
  all: readonly Route[],
  routed: Routed,
  around: Surroundings<Response>,
): Promise<Outcome<Response>> {
  for (const each of phaseOf(all, null)) {
    const captures = capturesOf(each, routed);
    if (!captures) continue;
    if (each.middlewarePath) {
      const response = await around.runMiddleware(each.middlewarePath, routed);
      if (response) return { kind: "response", response };
    }
    apply(each, captures, routed);
    if (isRedirect(routed.status) && routed.responseHeaders.has("location")) return { kind: "redirect" };
    if (each.dest !== undefined) follow(each.dest, captures, routed);
    if (!each.continue && each.dest !== undefined) break;
  }
  const found =
    (around.exists(routed.path) ? routed.path : null) ??
    walk("filesystem", all, routed, around.exists) ??
    walk("miss", all, routed, around.exists) ??
    walk("rewrite", all, routed, around.exists);
  return { kind: "output", path: found ?? routeError(all, 404, routed) };
}

/** The headers of the phase after an output was found. They replace those of the output. */
export function headersOfHit(all: readonly Route[], path: string): Headers {
  const headers = new Headers();
  const routed: Routed = { method: "GET", path, query: new URLSearchParams(), headers, responseHeaders: headers };
  for (const each of phaseOf(all, "hit")) {
    const captures = capturesOf(each, routed);
    if (captures) apply(each, captures, routed);
  }
  return headers;
}
