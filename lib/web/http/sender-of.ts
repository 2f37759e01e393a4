// Id and client's IP address of a request, the same wherever it is counted or logged.
import "server-only";
import { randomUUID } from "node:crypto";
import { clientAddressOf, readHeader, type AnyHeaders } from "@/lib/network/client-address-of";
import { PASSED_ON_HEADER, readPassedOn, type PassedOn } from "@/lib/network/passed-on";
import { requestContext } from "@/lib/observability/request-context";

/**
 * The sender of a request that has just arrived in this process: as passed on by the middleware's process, or else new.
 * @param socketAddress the address of the request's socket, where this process has accepted it
 */
export function senderOnArrival(headers: AnyHeaders, socketAddress?: string): PassedOn & { isPassedOn: boolean } {
  const passedOn = readPassedOn(readHeader(headers, PASSED_ON_HEADER));
  if (passedOn) return { ...passedOn, isPassedOn: true };
  return { requestId: randomUUID(), ipAddress: clientAddressOf(headers, socketAddress), isPassedOn: false };
}

/** The sender of the current request. */
export function senderOf(headers: Headers): PassedOn {
  return requestContext() ?? senderOnArrival(headers);
}
