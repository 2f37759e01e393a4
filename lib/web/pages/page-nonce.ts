// The nonce of the page's content security policy, as passed on by the middleware.
import "server-only";
import { headers } from "next/headers";

export async function pageNonce(): Promise<string> {
  return /'nonce-([^']+)'/.exec((await headers()).get("content-security-policy") ?? "")?.[1] ?? "";
}
