// The nonce of the current page's content security policy.
import "server-only";
import { headers } from "next/headers";
import { nonceOf, POLICY_HEADER } from "@/lib/web/edge/nonce-of";

export async function pageNonce(): Promise<string> {
  return nonceOf((await headers()).get(POLICY_HEADER));
}
