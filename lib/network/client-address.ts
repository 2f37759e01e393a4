// The client's address, as far as somebody we trust vouches for it: each trusted proxy appended the address
// it saw to X-Forwarded-For, so the entry that many places from the right is the client's. What stands left
// of it, and every other header, is the client's own word. Without a proxy only the socket counts.
import { isIP } from "node:net";

export const UNKNOWN_ADDRESS = "unknown";

/** Some proxies write the port along, and brackets around IPv6. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

function clean(address: string | undefined): string {
  const trimmed = (address ?? "").trim();
  const [, inBrackets, beforePort] = WITH_PORT.exec(trimmed) ?? [];
  const text = (inBrackets ?? beforePort ?? trimmed).replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(text) === 0 ? UNKNOWN_ADDRESS : text.toLowerCase();
}

export function clientAddress(
  forwardedFor: string | undefined,
  trustedHops: number,
  socketAddress: string | undefined,
): string {
  if (trustedHops === 0) return clean(socketAddress);
  const entries = (forwardedFor ?? "").split(",");
  return clean(entries.at(-trustedHops));
}
