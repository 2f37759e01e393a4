// What a network address counts under. Whoever has one IPv6 address usually has its whole /64, so that is one bucket.
import "server-only";
import { isIPv6 } from "node:net";

const GROUPS = 8;
const PREFIX_GROUPS = 4; // a /64

function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : GROUPS - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
}

/** An IPv4 address as it is, an IPv6 one as its /64, whatever the spelling. */
export function addressBucket(address: string): string {
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return address;
  // The URL parser gives the one canonical spelling, embedded IPv4 in hexadecimal (RFC 5952).
  const groups = groupsOf(new URL(`http://[${bare}]`).hostname.slice(1, -1));
  const [high = "0", low = "0"] = groups.slice(-2);
  if (groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff") {
    const [h, l] = [parseInt(high, 16), parseInt(low, 16)];
    return [h >> 8, h & 255, l >> 8, l & 255].join(".");
  }
  return `${groups.slice(0, PREFIX_GROUPS).join(":")}::/64`;
}
