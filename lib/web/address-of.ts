// The client's address of the request being served, the same wherever it is counted or written down.
import "server-only";
import { env } from "@/lib/env/server";
import { requestContext } from "@/lib/observability/request-context";
import { clientAddress } from "./edge/client-address";

export function addressOf(headers: Headers): string {
  return clientAddress(headers.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS, requestContext()?.socketAddress);
}
