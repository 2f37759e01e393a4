// What a request tells about itself, read from Next in one place. The request id is the middleware's; where
// that did not run, a new one is made.
import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import type { RequestFacts } from "@/lib/access/actor";
import { env } from "@/lib/env/server";
import { requestContext } from "@/lib/observability/request-context";
import { cookieName, readCookie } from "./cookies";
import { clientAddress } from "./edge/client-address";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_USER_AGENT = 1_000;

export async function requestFacts(): Promise<RequestFacts> {
  const all = await headers();
  const cookies = all.get("cookie");
  const requestId = all.get("x-request-id") ?? "";
  return {
    requestId: UUID.test(requestId) ? requestId : randomUUID(),
    ipAddress: clientAddress(all.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS, requestContext()?.socketAddress),
    userAgent: (all.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    deviceCookie: readCookie(cookies, cookieName(env(), "device")),
    signUpFlow: readCookie(cookies, cookieName(env(), "signUpFlow")),
  };
}
