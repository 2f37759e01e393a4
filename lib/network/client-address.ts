// The client's IP address, as determined with TRUSTED_PROXY_HOPS. Each trusted proxy appends the address of its peer to
// X-Forwarded-For, so the client's entry is counted from the right. Entries further left are untrusted. Without a proxy, only
// the socket's address counts.
import "server-only";
import { isIP } from "node:net";

export const UNKNOWN_ADDRESS = "unknown";

/** Some proxies add the port, and brackets around IPv6. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/** The address without port, brackets and zone, or `UNKNOWN_ADDRESS` if it is none. */
export function plainAddress(address: string | undefined): string {
  const trimmed = (address ?? "").trim();
  const [, inBrackets, beforePort] = WITH_PORT.exec(trimmed) ?? [];
  const text = (inBrackets ?? beforePort ?? trimmed).replace(/^::ffff:(?=\d+\.)/i, "");
  // The zone of a link-local address says nothing about the client.
  const bare = text.replace(/%.*$/, "");
  return isIP(bare) === 0 ? UNKNOWN_ADDRESS : bare.toLowerCase();
}

export function clientAddress(
  forwardedFor: string | undefined,
  trustedHops: number,
  socketAddress: string | undefined,
): string {
  if (trustedHops === 0) return plainAddress(socketAddress);
  const entries = (forwardedFor ?? "").split(",");
  return plainAddress(entries.at(-trustedHops));
}
