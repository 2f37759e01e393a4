// The client's address of a request, read the same way wherever a request is met.
import "server-only";
import { env } from "@/lib/env/server";
import { clientAddress } from "./client-address";

/** As Node gives them. */
type RawHeaders = Record<string, string | string[] | undefined>;

const FORWARDED = "x-forwarded-for";

/** Without a socket, a request that passed no proxy has no address. */
export function clientAddressOf(headers: Headers | RawHeaders, socketAddress?: string): string {
  const sent = typeof headers.get === "function" ? headers.get(FORWARDED) : (headers as RawHeaders)[FORWARDED]?.toString();
  // A request that passed no proxy at all, whatever we trust, came from the connection's other end.
  return clientAddress(sent ?? socketAddress, env().TRUSTED_PROXY_HOPS, socketAddress);
}
