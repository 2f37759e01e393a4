// The platform's front: routes a request, runs the middleware and then the function or file that answers it. Sets the
// headers that only the platform may set, and answers with the platform's own errors.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import http from "node:http";
import { buffer } from "node:stream/consumers";
import type { FunctionInstances } from "./instances";
import { passRequestOn, withoutInternals, type Said } from "./middleware-protocol";
import type { BuildOutput, StaticFile } from "./output";
import { headersOfHit, route, routeError, type Routed } from "./routes";

/** The platform's limit for the body of a request to a function. */
const MAX_BODY_BYTES = 4.5 * 1024 * 1024;

/** Headers that the platform sets itself. Those that a client sends are dropped. */
const PLATFORM_HEADERS =
  /^(x-vercel-|x-forwarded-|x-real-ip$|x-matched-path$|x-now-route-matches$|x-middleware-|forwarded$|x-server-action-name$|x-next-error-status$)/;
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

export interface Front {
  output: BuildOutput;
  instancesOf: (folder: string) => FunctionInstances;
  /** The number of proxies between the client and this server, each of which appends to X-Forwarded-For. */
  hops: number;
  region: string;
}

function requestHeaders(incoming: http.IncomingMessage, { hops, region }: Front): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (!HOP_BY_HOP.has(name) && !PLATFORM_HEADERS.test(name)) for (const value of values ?? []) headers.append(name, value);
  }
  const client = (incoming.headersDistinct["x-forwarded-for"] ?? []).join(",").split(",").at(-hops)?.trim() ?? "";
  for (const name of ["x-forwarded-for", "x-real-ip", "x-vercel-forwarded-for"]) headers.set(name, client);
  headers.set("x-forwarded-proto", "https");
  headers.set("x-forwarded-host", incoming.headers.host ?? "");
  headers.set("x-forwarded-port", "443");
  headers.set("x-vercel-id", `${region}::${randomBytes(8).toString("hex")}`);
  return headers;
}

const plain = (status: number, code: string): Said => ({
  status,
  headers: [
    ["content-type", "text/plain; charset=utf-8"],
    ["x-vercel-error", code],
  ],
  body: Buffer.from(`${http.STATUS_CODES[status] ?? "Error"}\n\n${code}\n`),
});

function fileSaid({ file, contentType }: StaticFile, status = 200): Said {
  // The platform's default for static files.
  const cache: [string, string] = ["cache-control", "public, max-age=0, must-revalidate"];
  return { status, headers: [["content-type", contentType], cache], body: readFileSync(file) };
}

const pairs = (raw: string[]): [string, string][] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ""] as [string, string]] : []));

async function invoke(front: Front, folder: string, routed: Routed, target: string, body: Buffer): Promise<Said> {
  const lease = await front.instancesOf(folder).lease();
  return new Promise((resolve) => {
    const failed = () => {
      lease.release();
      resolve(plain(500, "FUNCTION_INVOCATION_FAILED"));
    };
    const headers = [...routed.headers].flatMap(([name, value]) =>
      HOP_BY_HOP.has(name) || name === "content-length" ? [] : [name, value],
    );
    const outgoing = http.request({
      host: "127.0.0.1",
      port: lease.port,
      method: routed.method,
      path: target,
      headers: [...headers, ...(body.length > 0 ? ["content-length", String(body.length)] : [])],
      setHost: false,
    });
    outgoing.once("response", (response) => {
      response.once("close", lease.release);
      const own = pairs(response.rawHeaders).filter(([name]) => !HOP_BY_HOP.has(name));
      resolve({ status: response.statusCode ?? 500, headers: own, body: response, release: lease.release });
    });
    outgoing.once("error", failed);
    outgoing.end(body);
  });
}

/** Where headers meet, those of the function replace those of the middleware, except cookies, which add up. */
function merged(first: Iterable<[string, string]>, second: Iterable<[string, string]>): [string, string][] {
  const later = [...second];
  const names = new Set(later.map(([name]) => name).filter((name) => name !== "set-cookie"));
  return [...[...first].filter(([name]) => !names.has(name)), ...later];
}

async function answer(front: Front, incoming: http.IncomingMessage): Promise<Said> {
  const { output } = front;
  const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s, 2);
  const body = await buffer(incoming);
  if (body.length > MAX_BODY_BYTES) return plain(413, "FUNCTION_PAYLOAD_TOO_LARGE");
  const routed: Routed = {
    method: incoming.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: requestHeaders(incoming, front),
    responseHeaders: new Headers(),
  };
  const outcome = await route(output.routes, routed, {
    exists: (found) => output.find(found) !== undefined,
    runMiddleware: async (name, at) => {
      const found = output.find(name);
      if (found?.kind !== "function") throw new Error(`There is no middleware ${name}.`);
      const target = incoming.url ?? "/";
      const said = await invoke(front, found.folder, at, target, body);
      return passRequestOn(said, at);
    },
  });
  if (outcome.kind === "response") return withoutInternals(outcome.response);
  if (outcome.kind === "redirect") {
    return { status: routed.status ?? 308, headers: [...routed.responseHeaders], body: Buffer.alloc(0) };
  }
  return withoutInternals(await serve(front, outcome.path, routed, path, body));
}

async function serve(front: Front, path: string, routed: Routed, asked: string, body: Buffer): Promise<Said> {
  const found = front.output.find(path);
  if (!found) return plain(404, "NOT_FOUND");
  const hit = headersOfHit(front.output.routes, path);
  let own: Said;
  if (found.kind === "static") {
    own = fileSaid(found, routed.status);
  } else {
    routed.headers.set("x-matched-path", hit.get("x-matched-path") ?? path);
    const query = routed.query.size > 0 ? `?${routed.query.toString()}` : "";
    own = await invoke(front, found.folder, routed, `${asked}${query}`, body);
    if (own.headers.some(([name, value]) => name === "x-vercel-error" && value === "FUNCTION_INVOCATION_FAILED")) {
      own.release?.();
      const page = front.output.find(routeError(front.output.routes, 500, routed));
      if (page?.kind === "static") own = fileSaid(page, 500);
    }
  }
  return { ...own, headers: merged(merged(routed.responseHeaders, own.headers), hit) };
}

export function createFront(front: Front): http.Server {
  return http.createServer((incoming, outgoing) => {
    answer(front, incoming).then(
      ({ status, headers, body, release }) => {
        outgoing.writeHead(status, [...headers, ["server", "Vercel"]].flat());
        outgoing.once("close", () => release?.());
        if (Buffer.isBuffer(body)) outgoing.end(incoming.method === "HEAD" ? undefined : body);
        else body.once("error", () => outgoing.destroy()).pipe(outgoing);
      },
      (error: unknown) => {
        console.error(error);
        if (!outgoing.headersSent) outgoing.writeHead(502).end();
      },
    );
  });
}
