// The limit on requests of any kind: a session has an allowance of its own under a ceiling for its address, because
// anybody can invent session cookies; everybody else counts by address.
import "server-only";
import { UNKNOWN_ADDRESS } from "@/lib/network/client-address";
import { log } from "@/lib/observability/log";
import { logAtMostEvery } from "@/lib/observability/log-at-most-every";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { tightest, type Verdict } from "@/lib/rate-limit/sliding-window";

/**
 * @param session token of the session cookie, which nobody has looked up yet; null without one
 * @returns the refusal, or the tightest of what is left
 */
export async function countRequest(session: string | null, address: string): Promise<Verdict> {
  if (address === UNKNOWN_ADDRESS) warnOfUnknownAddress();
  const source = addressAllowances(address);
  if (session === null) return consume(limits.generalPerAddress, source);
  // Before anything is counted under a cookie that may be invented: a flood of them leaves no traces.
  const stopped = knownRefusal(limits.generalSignedInPerAddress, source);
  if (stopped) return stopped;
  const own = await consume(limits.generalPerSession, session);
  if (!own.allowed) return own;
  const ceiling = await consume(limits.generalSignedInPerAddress, source);
  return tightest([own, ceiling]);
}

function warnOfUnknownAddress(): void {
  logAtMostEvery("client address", 60, () => {
    log.warn("requests come without a client address and share their limits: does TRUSTED_PROXY_HOPS fit the proxies?");
  });
}
