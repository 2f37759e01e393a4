// Google as an OpenID provider. https://developers.google.com/identity/openid-connect/openid-connect
import "server-only";
import { GOOGLE_ISSUER } from "@/lib/env/google-issuer";
import { env } from "@/lib/env/server";
import type { Provider } from "./provider";

/** Null if Google is not configured. */
export function google(): Provider | null {
  const { APP_URL, GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, GOOGLE_ISSUER_URL: issuer } = env();
  if (clientId === undefined || clientSecret === undefined) return null;
  return {
    name: "google",
    issuer,
    // Google documents that it may leave out the scheme.
    tokenIssuers: issuer === GOOGLE_ISSUER ? [issuer, new URL(issuer).host] : [issuer],
    clientId,
    clientSecret,
    redirectUri: `${APP_URL}/api/auth/oauth/google/callback`,
    isAuthorityFor,
  };
}

/** https://developers.google.com/identity/gsi/web/guides/verify-google-id-token: Gmail, and the domains of Workspace. */
function isAuthorityFor(email: string, hostedDomain: string | undefined): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1);
  return domain === "gmail.com" || (hostedDomain !== undefined && domain === hostedDomain.toLowerCase());
}
