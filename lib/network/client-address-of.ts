// The client's address of a request, determined the same way everywhere.
import "server-only";
import { env } from "@/lib/env/server";
import { clientAddress } from "./client-address";

/** As Node gives them. */
type RawHeaders = Record<string, string | string[] | undefined>;

const FORWARDED = "x-forwarded-for";

/** Without a socket, a request that passed no proxy has no address. */
export function clientAddressOf(headers: Headers | RawHeaders, socketAddress?: string): string {
  const sent = typeof headers.get === "function" ? headers.get(FORWARDED) : (headers as RawHeaders)[FORWARDED]?.toString();
  // A request that passed no proxy, whatever the configuration trusts, came from the other end of the connection.
  return clientAddress(sent ?? socketAddress, env().TRUSTED_PROXY_HOPS, socketAddress);
}
