// The client's IP address in a request, determined the same way everywhere.
import "server-only";
import { env } from "@/lib/env/server";
import { clientAddress } from "./client-address";

/** Headers as Node provides them. */
type RawHeaders = Record<string, string | string[] | undefined>;

const FORWARDED = "x-forwarded-for";

/** Without `socketAddress`, the address of a request that passed no proxy is unknown. */
export function clientAddressOf(headers: Headers | RawHeaders, socketAddress?: string): string {
  const sent = typeof headers.get === "function" ? headers.get(FORWARDED) : (headers as RawHeaders)[FORWARDED]?.toString();
  // Without X-Forwarded-For, no proxy forwarded the request, so the socket's address counts as the only entry. Behind one
  // configured proxy this is the client's address; behind more, the address stays unknown.
  return clientAddress(sent ?? socketAddress, env().TRUSTED_PROXY_HOPS, socketAddress);
}
