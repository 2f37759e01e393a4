// The client's IP address as a proxy reports it in a header of its own. Anyone who reaches the platform directly can send that
// header, so it counts only together with a secret that the proxy adds to each request. This is for platforms that overwrite
// X-Forwarded-For, as Vercel does.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { log } from "@/lib/observability/log";
import { logThrottled } from "@/lib/observability/log-throttled";
import { plainAddress, UNKNOWN_ADDRESS } from "./client-address";

/** Contains CLIENT_ADDRESS_SECRET. The middleware removes it, so no page, action or API route can reveal it. */
export const PROXY_SECRET_HEADER = "x-origin-verify";

/** @param read returns the value of a header, and repeated headers as a list */
export function addressFromProxy(read: (name: string) => string | undefined): string | null {
  const name = env().CLIENT_ADDRESS_HEADER;
  const reported = name === undefined ? undefined : read(name);
  if (reported === undefined) return null;
  if (!isProven(read(PROXY_SECRET_HEADER))) {
    warnOfUnprovenProxy();
    return null;
  }
  const address = plainAddress(reported);
  return address === UNKNOWN_ADDRESS ? null : address;
}

function isProven(given: string | undefined): boolean {
  if (given === undefined) return false;
  const { CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS } = env();
  return [CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS].some(
    (secret) => secret !== undefined && equalSecrets(secret, given),
  );
}

/** A proxy that sends a wrong secret makes all clients share its own address and limits. */
function warnOfUnprovenProxy(): void {
  logThrottled("unproven client address", 60, () => {
    log.warn("requests report a client address without the right secret: does the proxy send CLIENT_ADDRESS_SECRET?");
  });
}
