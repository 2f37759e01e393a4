// The nonce that the policy of the page being rendered allows scripts by, as the middleware handed it on.
import "server-only";
import { headers } from "next/headers";

export async function pageNonce(): Promise<string> {
  return /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1] ?? "";
}
