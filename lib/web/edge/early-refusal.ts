// Refuses requests that the HTTP server and the framework could parse differently: those with a request target that is not a
// path (RFC 9112 §3.2) and those with more than one Host or Authorization header. Also refuses TRACE, which the Fetch
// standard forbids.
import "server-only";
import { AppError } from "@/lib/errors/app-error";

interface Head {
  method?: string;
  url?: string;
  /** The headers as received: names and values alternate. */
  rawHeaders: string[];
}

export function earlyRefusal({ method, url, rawHeaders }: Head): AppError | null {
  if (method === "TRACE") return new AppError("METHOD_NOT_ALLOWED");
  const names = rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const isTwice = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  if (!url?.startsWith("/") || isTwice("host") || isTwice("authorization")) return new AppError("MALFORMED_REQUEST");
  return null;
}
