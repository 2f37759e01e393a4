// Normalizes the configured hosts for comparison: lower case, without the default port.
import "server-only";
import { isIP } from "node:net";
import { parseUrl } from "@/lib/text/parse-url";

const HOST_AND_PORT = /^(\[[0-9a-f:.]+\]|[^\s/?#@\\:[\]*,%]+)(:\d{1,5})?$/i;

/** @returns null unless the text is a host with an optional port; unusual spellings of an IP address (127.1) are refused */
export function normalizeHost(host: string, protocol: string): string | null {
  const address = HOST_AND_PORT.test(host) ? parseUrl(`${protocol}//${host}`) : null;
  if (!address) return null;
  const { host: normalized, hostname } = address;
  const isSame =
    hostname === host.toLowerCase().replace(/:\d+$/, "") || hostname.split(".").some((label) => label.startsWith("xn--"));
  return isSame ? normalized : null;
}

/**
 * Whether a connection to the host stays on this machine. Sockets may report an IPv4 address with the prefix ::ffff:
 * (RFC 4291 §2.5.5.2).
 */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase()
    .replace(/^::ffff:/, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}
