// The headers of a request as the platform gives them to a function. It sets some of them itself, whatever the client sends:
// - X-Forwarded-For, -Host and -Proto, X-Real-IP, X-Vercel-Forwarded-For, X-Vercel-Id and other X-Vercel-* headers:
//   https://vercel.com/docs/headers/request-headers ("we currently overwrite the X-Forwarded-For header").
// - Those of its protocol with the framework, such as X-Matched-Path. They are not documented. Client headers of these names
//   are dropped here, and tests/e2e/vercel/direct-requests.spec.ts sends them to the functions nevertheless.
// All other headers pass as they came.
import { randomBytes } from "node:crypto";
import type http from "node:http";

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

export const isHopByHop = (name: string) => HOP_BY_HOP.has(name.toLowerCase());

/** @param hops the number of proxies in front of the emulator, each of which appends to X-Forwarded-For */
export function platformRequestHeaders(incoming: http.IncomingMessage, hops: number, region: string): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    if (!isHopByHop(name) && !PLATFORM_HEADERS.test(name)) for (const value of values ?? []) headers.append(name, value);
  }
  const client = (incoming.headersDistinct["x-forwarded-for"] ?? []).join(",").split(",").at(-hops)?.trim() ?? "";
  for (const name of ["x-forwarded-for", "x-real-ip", "x-vercel-forwarded-for"]) headers.set(name, client);
  headers.set("x-forwarded-proto", "https");
  headers.set("x-forwarded-host", incoming.headers.host ?? "");
  headers.set("x-forwarded-port", "443");
  headers.set("x-vercel-id", `${region}::${randomBytes(8).toString("hex")}`);
  return headers;
}
