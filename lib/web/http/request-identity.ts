// A request's id and its client's IP address: the same in every process that handles the request, and never the client's
// choice.
import "server-only";
import { randomUUID } from "node:crypto";
import { clientAddressOf, readHeader, type AnyHeaders } from "@/lib/network/client-address-of";
import { FORWARDED_IDENTITY_HEADER, verifyForwardedIdentity, type RequestIdentity } from "@/lib/network/forwarded-identity";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { requestContext } from "@/lib/observability/request-context";

/**
 * Identifies a request that has just arrived in this process: with the identity that the middleware's process forwarded, or
 * else with a new id.
 * @param socketAddress the address of the request's socket, where this process has accepted it
 */
export function identifyRequest(headers: AnyHeaders, socketAddress?: string): RequestIdentity & { isForwarded: boolean } {
  const forwarded = verifyForwardedIdentity(readHeader(headers, FORWARDED_IDENTITY_HEADER));
  if (forwarded) return { ...forwarded, isForwarded: true };
  const { ipAddress, isUnproven } = clientAddressOf(headers, socketAddress);
  if (isUnproven) warnOfUnprovenProxy();
  return { requestId: randomUUID(), ipAddress, isForwarded: false };
}

/** The identity of the current request. */
export function requestIdentity(headers: Headers): RequestIdentity {
  return requestContext() ?? identifyRequest(headers);
}

/** A proxy that sends a wrong secret makes all clients share its own address and limits. */
function warnOfUnprovenProxy(): void {
  logThrottled("unproven client address", 60, () => {
    log.warn("requests report a client address without the right secret: does the proxy send CLIENT_ADDRESS_SECRET?");
  });
}
