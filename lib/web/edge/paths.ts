// Paths that the edge treats apart.

export const CSP_REPORT_PATH = "/api/csp-report";
export const CRON_PATH = "/api/cron";
export const LIVENESS_PATH = "/api/health";

/** Where the middleware tells a page which path and query were asked for; what a client sends under this name is overwritten. */
export const PATH_HEADER = "x-request-path";

export function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}
