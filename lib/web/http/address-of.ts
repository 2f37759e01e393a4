// The client's IP address for the current request, the same wherever it is counted or logged.
import "server-only";
import { clientAddressOf } from "@/lib/network/client-address-of";
import { requestContext } from "@/lib/observability/request-context";

export function addressOf(headers: Headers): string {
  return requestContext()?.ipAddress ?? clientAddressOf(headers);
}
