// Paths that the edge treats apart.

export const CSP_REPORT_PATH = "/api/csp-report";
export const LIVENESS_PATH = "/api/health";

export function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}
