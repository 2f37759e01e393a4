// What the framework's middleware says in the headers of its response, and what the platform makes of it.
import type { FunctionResponse } from "./function-response";
import type { Routed } from "./routes";

const NEXT = "x-middleware-next";
const OVERRIDES = "x-middleware-override-headers";
const REQUEST_PREFIX = "x-middleware-request-";

/** Whether a header is for the platform only. */
const isInternal = (name: string) => name.startsWith("x-middleware-");

/**
 * If the middleware passes the request on, changes the request as it says.
 * @returns its response, if it answers the request itself; otherwise null
 */
export function passRequestOn(response: FunctionResponse, routed: Routed): FunctionResponse | null {
  const headers = new Headers(response.headers.filter(([name]) => isInternal(name)));
  if (headers.get(NEXT) !== "1") {
    if (headers.has("x-middleware-rewrite")) throw new Error("Rewrites of the middleware are not imitated.");
    return response;
  }
  if (!Buffer.isBuffer(response.body)) response.body.resume();
  const kept = headers
    .get(OVERRIDES)
    ?.split(",")
    .map((name) => name.trim());
  if (kept) {
    for (const name of [...routed.headers.keys()]) if (!kept.includes(name)) routed.headers.delete(name);
    for (const name of kept) {
      const value = headers.get(REQUEST_PREFIX + name);
      if (value === null) routed.headers.delete(name);
      else routed.headers.set(name, value);
    }
  }
  for (const [name, value] of response.headers) {
    if (isInternal(name) || name === "content-length" || name === "date") continue;
    if (name === "set-cookie") routed.responseHeaders.append(name, value);
    else routed.responseHeaders.set(name, value);
  }
  return null;
}

export function withoutInternals(response: FunctionResponse): FunctionResponse {
  return { ...response, headers: response.headers.filter(([name]) => !isInternal(name)) };
}
