// What one OpenID provider is to the product: its configuration, and the addresses for which it is the authority.
import "server-only";
import type { Proof } from "@/lib/access/actor";

export interface Provider {
  name: Proof["method"] & "google";
  /** The issuer, whose metadata names the endpoints. */
  issuer: string;
  /** What its ID tokens may name as their issuer. */
  tokenIssuers: string[];
  clientId: string;
  clientSecret: string;
  /** Where the provider sends the browser back to. */
  redirectUri: string;
  /**
   * Whether nobody but the provider's user can own this address. Otherwise the provider only verified it once, and the
   * address may have a new owner since.
   */
  isAuthorityFor: (email: string, hostedDomain: string | undefined) => boolean;
}
