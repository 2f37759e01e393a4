// Paths with rules of their own at the edge.

export const CSP_REPORT_PATH = "/api/csp-report";
export const CRON_PATH = "/api/cron";
export const LIVENESS_PATH = "/api/health";
export const MANIFEST_PATH = "/manifest.webmanifest";

/** The files at the root that browsers request by themselves. They bypass the middleware. */
export const ROOT_FILES = ["/icon.svg", "/favicon.ico", "/apple-icon.png", "/opengraph-image.png"];

/** The header in which the middleware passes path and query to the page. A value sent by the client is overwritten. */
export const PATH_HEADER = "x-request-path";

/** The page that shows a mail in development, in a frame without JavaScript. The styles of a mail are inline. */
export function showsMail(path: string): boolean {
  return path.startsWith("/dev/mailbox/");
}

export function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}
