// What the framework's middleware says in the headers of its response, and what the platform makes of it.
import { buffer } from "node:stream/consumers";
import type http from "node:http";
import type { Routed } from "./routes";

export interface Said {
  status: number;
  headers: [string, string][];
  body: Buffer | http.IncomingMessage;
  release?: () => void;
}

const NEXT = "x-middleware-next";
const OVERRIDES = "x-middleware-override-headers";
const REQUEST_PREFIX = "x-middleware-request-";

/** Whether a header is for the platform only. */
const isInternal = (name: string) => name.startsWith("x-middleware-");

/**
 * If the middleware passes the request on, changes the request as it says.
 * @returns its response, if it answers the request itself; otherwise null
 */
export async function passRequestOn(said: Said, routed: Routed): Promise<Said | null> {
  const headers = new Headers(said.headers.filter(([name]) => isInternal(name)));
  if (headers.get(NEXT) !== "1") {
    if (headers.has("x-middleware-rewrite")) throw new Error("Rewrites of the middleware are not imitated.");
    return said;
  }
  if (!Buffer.isBuffer(said.body)) await buffer(said.body);
  said.release?.();
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
  for (const [name, value] of said.headers) {
    if (isInternal(name) || name === "content-length" || name === "date") continue;
    if (name === "set-cookie") routed.responseHeaders.append(name, value);
    else routed.responseHeaders.set(name, value);
  }
  return null;
}

export function withoutInternals(said: Said): Said {
  return { ...said, headers: said.headers.filter(([name]) => !isInternal(name)) };
}
