// Google's identity as an OpenID provider. https://developers.google.com/identity/openid-connect/openid-connect
import "server-only";

export const GOOGLE_ISSUER = "https://accounts.google.com";
