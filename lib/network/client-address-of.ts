// The client's IP address in a request, determined the same way everywhere.
import "server-only";
import { env } from "@/lib/env/server";
import { addressFromProxy } from "./address-from-proxy";
import { clientAddress } from "./client-address";

/** Headers as the framework or as Node provides them. */
export type AnyHeaders = Headers | RawHeaders;
type RawHeaders = Record<string, string | string[] | undefined>;

/** @param name in lower case */
export function readHeader(headers: AnyHeaders, name: string): string | undefined {
  // Node's headers are strings, so a header named "get" is no function.
  if (typeof headers.get === "function") return headers.get(name) ?? undefined;
  return (headers as RawHeaders)[name]?.toString();
}

interface ClientAddress {
  ipAddress: string;
  /** Whether a proxy's report of another address was ignored, because it came without the right secret. */
  isUnproven: boolean;
}

/** Without `socketAddress`, the address of a request that passed no proxy is unknown. */
export function clientAddressOf(headers: AnyHeaders, socketAddress?: string): ClientAddress {
  const { address, isUnproven } = addressFromProxy((name) => readHeader(headers, name));
  if (address !== null) return { ipAddress: address, isUnproven };
  const sent = readHeader(headers, "x-forwarded-for");
  // Without X-Forwarded-For, no proxy forwarded the request, so the socket's address counts as the only entry. Behind one
  // configured proxy this is the client's address; behind more, the address stays unknown.
  return { ipAddress: clientAddress(sent ?? socketAddress, env().TRUSTED_PROXY_HOPS, socketAddress), isUnproven };
}
