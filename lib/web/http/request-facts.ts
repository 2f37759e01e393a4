// Reads the facts of a request from Next, in one place. The request id comes from this app's HTTP server, or from the
// middleware if the hosting platform runs its own server.
import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import type { RequestFacts } from "@/lib/access/actor";
import { requestContext } from "@/lib/observability/request-context";
import { addressOf } from "./address-of";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_USER_AGENT = 1_000;

export async function requestFacts(): Promise<RequestFacts> {
  const all = await headers();
  const requestId = requestContext()?.requestId ?? all.get("x-request-id") ?? "";
  return {
    requestId: UUID.test(requestId) ? requestId : randomUUID(),
    ipAddress: addressOf(all),
    userAgent: (all.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    deviceCookie: await sentCookie("device"),
    signUpFlow: await sentCookie("signUpFlow"),
  };
}
