// The client's IP address as a proxy reports it in a header of its own. Anyone who reaches the platform directly can send that
// header, so it counts only together with a secret that the proxy adds to each request. This is for platforms that overwrite
// X-Forwarded-For, as Vercel does.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { plainAddress, UNKNOWN_ADDRESS } from "./client-address";

/** Contains CLIENT_ADDRESS_SECRET. The middleware removes it, so no page, action or API route can reveal it. */
export const PROXY_SECRET_HEADER = "x-origin-verify";

type Read = (name: string) => string | undefined;

interface Reported {
  address: string | null;
  /** Whether the request reports an address without the right secret. It is ignored; the proxy may be misconfigured. */
  isUnproven: boolean;
}

/** @param read returns the value of a header, and repeated headers as a list */
export function addressFromProxy(read: Read): Reported {
  const name = env().CLIENT_ADDRESS_HEADER;
  const reported = name === undefined ? undefined : read(name);
  if (reported === undefined) return { address: null, isUnproven: false };
  if (!isProven(read)) return { address: null, isUnproven: true };
  const address = plainAddress(reported);
  return { address: address === UNKNOWN_ADDRESS ? null : address, isUnproven: false };
}

function isProven(read: Read): boolean {
  const given = read(PROXY_SECRET_HEADER);
  if (given === undefined) return false;
  const { CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS } = env();
  return [CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS].some(
    (secret) => secret !== undefined && equalSecrets(secret, given),
  );
}
