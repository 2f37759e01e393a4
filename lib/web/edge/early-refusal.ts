// Refuses at the HTTP server, before the framework parses the request differently: request targets that are not paths (RFC
// 9112 §3.2), more than one Host, and TRACE, which the web platform forbids.
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
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  if (!url?.startsWith("/") || hosts.length > 1) return new AppError("MALFORMED_REQUEST");
  return null;
}
