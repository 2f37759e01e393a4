// The general limit on requests. Each session has its own allowance, and all sessions of an IP address share a ceiling,
// because session cookies can be forged. All other requests count by IP address.
import "server-only";
import { UNKNOWN_ADDRESS } from "@/lib/network/client-address";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { tightest, type Verdict } from "@/lib/rate-limit/sliding-window";

/**
 * @param session token of the session cookie, not yet looked up; null without one
 * @returns the refusal, or the smallest remainder
 */
export async function countRequest(session: string | null, address: string): Promise<Verdict> {
  if (address === UNKNOWN_ADDRESS) warnOfUnknownAddress();
  const source = addressAllowances(address);
  if (session === null) return consume(limits.generalPerAddress, source);
  // Checked before counting under a cookie that may be forged, so that a flood of forged cookies creates no keys.
  const stopped = knownRefusal(limits.generalSignedInPerAddress, source);
  if (stopped) return stopped;
  const own = await consume(limits.generalPerSession, session);
  if (!own.allowed) return own;
  const ceiling = await consume(limits.generalSignedInPerAddress, source);
  return tightest([own, ceiling]);
}

function warnOfUnknownAddress(): void {
  logThrottled("client address", 60, () => {
    log.warn("requests come without a client address and share their limits: does TRUSTED_PROXY_HOPS fit the proxies?");
  });
}
