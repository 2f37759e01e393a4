// The keys under which a client's IP address is counted: its own network and the wider networks that contain it, which have
// several times the allowance. Without the wider networks, a single IPv6 /48 would count as 65,536 sources.
import "server-only";
import { networksOf } from "@/lib/network/networks-of";
import type { Allowance } from "./limiter";

/** The factors by which a limit is multiplied: for an IPv4 address or a /64, for a /56, and for a /48. */
const TIMES = [1, 4, 16];

export function addressAllowances(address: string): Allowance[] {
  return networksOf(address).map((key, index) => ({ key, times: TIMES[index] ?? 1 }));
}
