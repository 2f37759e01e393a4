// What is refused at the HTTP server, before the framework reads a request in its own way: another form of target
// than a path (RFC 9112 §3.2), more than one Host, and TRACE, which the web platform does not let through.
import { AppError } from "@/lib/errors/app-error";

interface Head {
  method?: string;
  url?: string;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
}

export function earlyRefusal({ method, url, rawHeaders }: Head): AppError | null {
  if (method === "TRACE") return new AppError("METHOD_NOT_ALLOWED");
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  if (!url?.startsWith("/") || hosts.length > 1) return new AppError("MALFORMED_REQUEST");
  return null;
}
