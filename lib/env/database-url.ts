// Checks database URLs. pg reads connection options from the query, including TLS: the last of a repeated option applies,
// and `host` overrides the host of the URL's authority part.
import "server-only";
import { readFileSync } from "node:fs";
import { parseUrl } from "@/lib/text/parse-url";
import { isLoopbackHost } from "./hosts";

const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];
const FILES = ["sslcert", "sslkey", "sslrootcert"];

function isReadable(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}

/** The reason why the URL can never work, or null. The text continues a sentence that starts with the variable's name. */
export function databaseUrlProblem(value: string): string | null {
  if (value.includes("#")) return "must have # written as %23";
  const url = /^postgres(ql)?:\/\//.test(value) ? parseUrl(value) : null;
  if (!url) return "must be a URL with postgres: or postgresql:";
  const { searchParams } = url;
  const names = [...searchParams.keys()];
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) return "must not repeat an option in its query";
  const mode = searchParams.get("sslmode");
  if (mode !== null && !SSL_MODES.includes(mode)) return `must have an sslmode of ${SSL_MODES.join(", ")}`;
  const unreadable = FILES.find((name) => searchParams.has(name) && !isReadable(searchParams.get(name) ?? ""));
  return unreadable === undefined ? null : `names a file in ${unreadable} that cannot be read`;
}

/** Whether the connection is protected from anyone between the app and the database. */
export function isDatabaseUrlSafe(value: string): boolean {
  const { hostname, searchParams } = new URL(value);
  const host = searchParams.get("host") || decodeURIComponent(hostname);
  if (host.startsWith("/") || isLoopbackHost(host)) return true;
  // The other modes are weaker in PostgreSQL's own clients, and will be weaker in the next version of pg.
  return searchParams.get("sslmode") === "verify-full";
}
