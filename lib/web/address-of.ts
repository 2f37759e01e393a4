// The client's address of the request being served, the same wherever it is counted or written down.
import "server-only";
import { env } from "@/lib/env/server";
import { clientAddress } from "@/lib/network/client-address";
import { requestContext } from "@/lib/observability/request-context";

export function addressOf(headers: Headers): string {
  return requestContext()?.ipAddress ?? clientAddress(headers.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS, undefined);
}
