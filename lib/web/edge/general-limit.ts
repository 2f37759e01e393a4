// The general limit on requests. Each session has its own allowance, and all sessions of an IP address share a ceiling,
// because session cookies can be forged. Requests without a session cookie are counted per IP address.
import "server-only";
import { UNKNOWN_ADDRESS } from "@/lib/network/client-address";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { metrics } from "@/lib/observability/metrics";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits } from "@/lib/rate-limit/limits";
import { tightest, type Verdict } from "@/lib/rate-limit/sliding-window";

/**
 * @param session the token in the session cookie, not yet verified; null if there is no well-formed token
 * @returns the refusal, or the verdict with the fewest remaining requests
 */
export async function countRequest(session: string | null, address: string): Promise<Verdict> {
  if (address === UNKNOWN_ADDRESS) warnOfUnknownAddress();
  const source = addressAllowances(address);
  if (session === null) return consume(limits.generalPerAddress, source);
  // Checked before the session is counted: beyond the ceiling, a flood of forged cookies must not create a key for each one.
  const stopped = knownRefusal(limits.generalSignedInPerAddress, source);
  if (stopped) {
    metrics().rateLimited.inc({ limit: limits.generalSignedInPerAddress.name });
    return stopped;
  }
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
