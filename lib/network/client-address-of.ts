// The client's IP address in a request, determined the same way everywhere.
import "server-only";
import { env } from "@/lib/env/server";
import { clientAddress } from "./client-address";

/** Headers as Node provides them. */
type RawHeaders = Record<string, string | string[] | undefined>;

const FORWARDED = "x-forwarded-for";

/** Without `socketAddress`, a request that passed no proxy has no address. */
export function clientAddressOf(headers: Headers | RawHeaders, socketAddress?: string): string {
  const sent = typeof headers.get === "function" ? headers.get(FORWARDED) : (headers as RawHeaders)[FORWARDED]?.toString();
  // Without X-Forwarded-For, the socket's address is the client's, even if trusted proxies are configured.
  return clientAddress(sent ?? socketAddress, env().TRUSTED_PROXY_HOPS, socketAddress);
}
