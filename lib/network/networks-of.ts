// The networks under which an IP address is counted. A client with one IPv6 address usually controls the whole /64, often a
// /56 (a household) or a /48 (a site), so counting single addresses would not limit that client.
import "server-only";
import { isIPv6 } from "node:net";

const GROUPS = 8;

function groupsOf(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : GROUPS - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right].map((group) => parseInt(group, 16));
}

/** For IPv4 the address itself; for IPv6 its /64, /56 and /48. All spellings of an address give the same result. */
export function networksOf(address: string): [narrowest: string, ...wider: string[]] {
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return [address];
  // The URL parser gives the canonical spelling, with embedded IPv4 in hexadecimal (RFC 5952).
  const groups = groupsOf(new URL(`http://[${bare}]`).hostname.slice(1, -1));
  const [a = 0, b = 0, c = 0, d = 0] = groups;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high = 0, low = 0] = groups.slice(-2);
    return [[high >> 8, high & 255, low >> 8, low & 255].join(".")];
  }
  const network = (bits: number, last: number[]) =>
    `${[a, b, c, ...last].map((group) => group.toString(16)).join(":")}::/${bits}`;
  return [network(64, [d]), network(56, [d & 0xff00]), network(48, [])];
}

/** The network under which a source is counted: an IPv4 address itself, or the /48 of an IPv6 address. */
export function sourceOf(address: string): string {
  return networksOf(address).at(-1) ?? address;
}
