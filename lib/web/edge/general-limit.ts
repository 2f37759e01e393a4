// The general limit on requests. A session and an API client each have an allowance of their own, and all credentials of an
// IP address share a ceiling, because a session cookie is not yet verified. An API key counts for the ceiling only: its own
// limit is counted when it has been verified. Requests without a credential are counted per IP address.
import "server-only";
import { UNKNOWN_ADDRESS } from "@/lib/network/client-address";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { addressAllowances } from "@/lib/rate-limit/address-allowances";
import { consume, knownRefusal } from "@/lib/rate-limit/limiter";
import { limits, type Limit } from "@/lib/rate-limit/limits";
import { tightest, type Verdict } from "@/lib/rate-limit/sliding-window";

/** The limit and the key under which requests with a credential are counted, or a well-formed API key. */
export type SentCredential = { limit: Limit; key: string } | "API key";

/**
 * @param credential null if the request has none
 * @returns the refusal, or the verdict with the fewest remaining requests
 */
export async function countRequest(credential: SentCredential | null, address: string): Promise<Verdict> {
  if (address === UNKNOWN_ADDRESS) warnOfUnknownAddress();
  const source = addressAllowances(address);
  if (credential === null) return consume(limits.generalPerAddress, source);
  if (credential === "API key") return consume(limits.generalSignedInPerAddress, source);
  // Checked before the credential is counted: beyond the ceiling, a flood of forged cookies must not create a key for each.
  const stopped = knownRefusal(limits.generalSignedInPerAddress, source);
  if (stopped) return stopped;
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
