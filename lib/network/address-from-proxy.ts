// The client's IP address as a proxy reports it in a header of its own. Anyone who reaches the platform directly can send that
// header, so it counts only together with a secret that the proxy adds to each request. This is for platforms that overwrite
// X-Forwarded-For, as Vercel does.
import "server-only";
import { equalSecrets } from "@/lib/crypto/hash";
import { env } from "@/lib/env/server";
import { plainAddress, UNKNOWN_ADDRESS } from "./client-address";

/** Contains CLIENT_ADDRESS_SECRET. The middleware removes it, so no page, action or API route can reveal it. */
export const PROXY_SECRET_HEADER = "x-origin-verify";

/** @param read returns the value of a header, and repeated headers as a list */
export function addressFromProxy(read: (name: string) => string | undefined): string | null {
  const { CLIENT_ADDRESS_HEADER, CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS } = env();
  const given = read(PROXY_SECRET_HEADER);
  if (CLIENT_ADDRESS_HEADER === undefined || given === undefined) return null;
  const secrets = [CLIENT_ADDRESS_SECRET, CLIENT_ADDRESS_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  if (!secrets.some((secret) => equalSecrets(secret, given))) return null;
  const address = plainAddress(read(CLIENT_ADDRESS_HEADER));
  return address === UNKNOWN_ADDRESS ? null : address;
}
