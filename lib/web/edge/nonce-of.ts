// The nonce of a page's content security policy. The middleware puts the policy into a header of the request, where
// the framework reads it, too.
import "server-only";

export const POLICY_HEADER = "content-security-policy";

const NONCE = /'nonce-([A-Za-z0-9+/=]{24})'/;

/** @returns an empty string, which no policy allows, if there is no valid nonce */
export function nonceOf(policy: string | null | undefined): string {
  return NONCE.exec(policy ?? "")?.[1] ?? "";
}
