// Paths for which the middleware or the HTTP server has special rules.

export const CSP_REPORT_PATH = "/api/csp-report";
export const STRIPE_WEBHOOK_PATH = "/api/webhooks/stripe";
export const CRON_PATH = "/api/cron";
export const LIVENESS_PATH = "/api/health";
const MANIFEST_PATH = "/manifest.webmanifest";

/**
 * Paths exempt from the general limit. Other clients must not be able to block health probes. CSP reports have their own
 * limit. Browsers fetch the manifest without cookies, so signed-in users would use up their IP address's anonymous limit. Stripe
 * sends many events at once from few addresses, and each is refused unless it is signed.
 */
export const UNCOUNTED = [LIVENESS_PATH, CSP_REPORT_PATH, MANIFEST_PATH, STRIPE_WEBHOOK_PATH];

/** Paths to which no browser of a user sends anything that counts: reports, and events that are refused unless they are signed. */
export const FROM_ANYWHERE = [CSP_REPORT_PATH, STRIPE_WEBHOOK_PATH];

/** The pictures at the root of the site. They bypass the middleware. */
export const ROOT_FILES = ["/icon.svg", "/favicon.ico", "/apple-icon.png", "/opengraph-image.png"];

/** The header in which the middleware passes path and query to the page. A value sent by the client is overwritten. */
export const PATH_HEADER = "x-request-path";

/**
 * Whether the page at this path shows an email, in development. An email has inline styles, and is shown in a frame without
 * JavaScript.
 */
export function showsMail(path: string): boolean {
  return path.startsWith("/dev/mailbox/");
}

/** Whether requests to this path may authenticate with `Authorization: Bearer` instead of the session cookie. */
export function takesBearer(path: string): boolean {
  return path.startsWith("/api/v1/");
}

/** Whether a provider sends browsers back to this path. Its query has a code that signs a user in. */
export function isOauthCallback(path: string): boolean {
  return /^\/api\/auth\/oauth\/[^/]+\/callback$/.test(path);
}

/** The reference of the API: pages, although their path is in the API. */
export const REFERENCE_PATH = "/api/docs";
const REFERENCE = new RegExp(`^${REFERENCE_PATH}(/[^/]+)?/?$`);

export function isApi(path: string): boolean {
  return (path === "/api" || path.startsWith("/api/")) && !REFERENCE.test(path);
}

/** The same document for everyone, so caches may store it. Its route says for how long. */
export const OPENAPI_PATH = "/api/openapi.json";
