// Reads the facts of a request from Next, in one place.
import "server-only";
import { headers } from "next/headers";
import type { RequestFacts } from "@/lib/access/actor";
import { requestIdentity } from "./request-identity";
import { sentCookie } from "@/lib/web/cookies/sent-cookie";

const MAX_USER_AGENT = 1_000;

export async function requestFacts(): Promise<RequestFacts> {
  const all = await headers();
  const { requestId, ipAddress } = requestIdentity(all);
  return {
    requestId,
    ipAddress,
    userAgent: (all.get("user-agent") ?? "").slice(0, MAX_USER_AGENT),
    deviceCookie: await sentCookie("device"),
    signUpFlow: await sentCookie("signUpFlow"),
    oauthFlow: await sentCookie("oauthFlow"),
  };
}
