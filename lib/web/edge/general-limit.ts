// The general limit on requests. Each credential has its own allowance, and all credentials of an IP address share a ceiling,
// because they are not yet verified and can be forged. Requests without a credential are counted per IP address.
import "server-only";
import { UNKNOWN_ADDRESS } from "@/lib/network/client-address";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { metrics } from "@/lib/observability/metrics";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { tightest, type Verdict } from "@/lib/rate-limit/sliding-window";

/** A credential as sent, not yet verified, and the limit under which its requests are counted. */
export interface SentCredential {
  limit: Limit;
  key: string;
}

/**
 * @param credential null if the request has no well-formed credential
 * @returns the refusal, or the verdict with the fewest remaining requests
 */
export async function countRequest(credential: SentCredential | null, address: string): Promise<Verdict> {
  if (address === UNKNOWN_ADDRESS) warnOfUnknownAddress();
  const source = addressAllowances(address);
  if (credential === null) return consume(limits.generalPerAddress, source);
  // Checked before the credential is counted: beyond the ceiling, a flood of forged ones must not create a key for each.
  const stopped = knownRefusal(limits.generalSignedInPerAddress, source);
  if (stopped) {
    metrics().rateLimited.inc({ limit: limits.generalSignedInPerAddress.name });
    return stopped;
  }
  const own = await consume(credential.limit, credential.key);
  if (!own.allowed) return own;
  const ceiling = await consume(limits.generalSignedInPerAddress, source);
  return tightest([own, ceiling]);
}

function warnOfUnknownAddress(): void {
  logThrottled("client address", 60, () => {
    log.warn("requests come without a client address and share their limits: does TRUSTED_PROXY_HOPS fit the proxies?");
  });
}
