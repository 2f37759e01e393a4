// The platform's proxy: routes a request, runs the middleware and then the function or file that answers it. Sets the headers
// that only the platform may set, and answers with the platform's own errors.
import { readFileSync } from "node:fs";
import http from "node:http";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { format } from "node:util";
import type { FunctionInstances } from "./function-instances";
import { platformError, type FunctionResponse } from "./function-response";
import { InvocationFailure, invoke } from "./invoke";
import { passRequestOn, withoutInternals } from "./middleware-protocol";
import type { BuildOutput, FunctionOutput, StaticFile } from "./output";
import { logPlatform } from "./platform-log";
import { platformRequestHeaders } from "./request-headers";
import { headersOfHit, route, routeError, type Routed } from "./routes";

/** https://vercel.com/docs/functions/limitations#request-body-size */
const MAX_BODY_BYTES = 4.5 * 1024 * 1024;

export interface Platform {
  output: BuildOutput;
  instancesOf: (folder: string) => FunctionInstances;
  /** The number of proxies between the client and this server, each of which appends to X-Forwarded-For. */
  hops: number;
  region: string;
}

interface Asked {
  path: string;
  /** Path and query. */
  target: string;
  body: Buffer;
}

function fileResponse({ file, contentType }: StaticFile, status = 200): FunctionResponse {
  // https://vercel.com/docs/cdn-cache#static-files-cache
  const cache: [string, string] = ["cache-control", "public, max-age=0, must-revalidate"];
  return { status, headers: [["content-type", contentType], cache], body: readFileSync(file) };
}

/** Where headers meet, the later ones replace the earlier ones, except cookies, which add up. */
function merged(first: Iterable<[string, string]>, second: Iterable<[string, string]>): [string, string][] {
  const later = [...second];
  const names = new Set(later.map(([name]) => name).filter((name) => name !== "set-cookie"));
  return [...[...first].filter(([name]) => !names.has(name)), ...later];
}

/** @returns its response, or null if the request goes on */
async function runMiddleware(platform: Platform, name: string, routed: Routed, { target, body }: Asked) {
  const found = platform.output.find(name);
  if (found?.kind !== "function") throw new Error(`There is no middleware ${name}.`);
  try {
    const headers = [...routed.headers];
    const response = await invoke(platform.instancesOf(found.folder), { method: routed.method, target, headers, body });
    return passRequestOn(response, routed);
  } catch (error) {
    if (!(error instanceof InvocationFailure)) throw error;
    return platformError("MIDDLEWARE_INVOCATION_FAILED");
  }
}

async function runFunction(
  platform: Platform,
  { folder }: FunctionOutput,
  routed: Routed,
  { path, body }: Asked,
): Promise<FunctionResponse> {
  const target = routed.query.size > 0 ? `${path}?${routed.query.toString()}` : path;
  try {
    const headers = [...routed.headers];
    return await invoke(platform.instancesOf(folder), { method: routed.method, target, headers, body });
  } catch (error) {
    if (!(error instanceof InvocationFailure)) throw error;
    const page = platform.output.find(routeError(platform.output.routes, 500, routed));
    return page?.kind === "static" ? fileResponse(page, 500) : platformError("FUNCTION_INVOCATION_FAILED");
  }
}

async function respond(platform: Platform, routed: Routed, asked: Asked): Promise<FunctionResponse> {
  const { output } = platform;
  if (asked.body.length > MAX_BODY_BYTES) return platformError("FUNCTION_PAYLOAD_TOO_LARGE");
  const outcome = await route(output.routes, routed, {
    exists: (path) => output.find(path) !== undefined,
    runMiddleware: (name) => runMiddleware(platform, name, routed, asked),
  });
  if (outcome.kind === "response") return outcome.response;
  if (outcome.kind === "redirect") {
    return { status: routed.status ?? 308, headers: [...routed.responseHeaders], body: Buffer.alloc(0) };
  }
  const found = output.find(outcome.path);
  if (!found) return platformError("NOT_FOUND");
  const hit = headersOfHit(output.routes, outcome.path);
  if (found.kind === "function") routed.headers.set("x-matched-path", hit.get("x-matched-path") ?? outcome.path);
  const own =
    found.kind === "static" ? fileResponse(found, routed.status) : await runFunction(platform, found, routed, asked);
  return { ...own, headers: merged(merged(routed.responseHeaders, own.headers), hit) };
}

async function serve(platform: Platform, incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
  const target = incoming.url ?? "/";
  const [path = "/", query = ""] = target.split(/\?(.*)/s, 2);
  const headers = platformRequestHeaders(incoming, platform.hops, platform.region);
  const id = headers.get("x-vercel-id") ?? "";
  const routed: Routed = {
    method: incoming.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers,
    responseHeaders: new Headers(),
  };
  const body = await buffer(incoming);
  const response = withoutInternals(await respond(platform, routed, { path, target, body }));
  // The response of an action that redirects may contain these already, because the framework requested the next page
  // through the platform.
  // https://vercel.com/docs/headers/response-headers
  const own: [string, string][] = [
    ["server", "Vercel"],
    ["x-vercel-id", id],
  ];
  outgoing.writeHead(response.status, merged(response.headers, own).flat());
  // Destroys the function's response if the client is gone.
  if (!Buffer.isBuffer(response.body)) await pipeline(response.body, outgoing);
  else outgoing.end(incoming.method === "HEAD" ? undefined : response.body);
}

export function createPlatformProxy(platform: Platform): http.Server {
  return http.createServer((incoming, outgoing) => {
    serve(platform, incoming, outgoing).catch((error: unknown) => {
      // The client is gone, or the function has ended while it responded.
      if (incoming.socket.destroyed || outgoing.headersSent) return outgoing.destroy();
      logPlatform("error", "emulator failed", { cause: format(error) });
      outgoing.writeHead(500, { "content-type": "text/plain" }).end("The emulator failed; its log says why.\n");
    });
  });
}
