// Lets scripts of the configured origins, which are compared exactly, call the API with credentials. Browsers hide the API's
// responses from scripts of all other origins. Pages allow no other origin.
import "server-only";
import { API_METHODS } from "./methods";
import { isApi } from "./paths";
import { LIMIT_HEADERS } from "./problem";

const REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key";
const RESPONSE_HEADERS = [
  "Retry-After",
  ...LIMIT_HEADERS,
  "WWW-Authenticate",
  "X-Request-ID",
  "X-Call-ID",
  "X-Credits-Reserved",
].join(", ");
/** How long a browser may cache a preflight response. Browsers cap this themselves: Chromium at two hours, Firefox at 24. */
const REMEMBER_SECONDS = 600;

export function isPreflight(method: string, headers: Headers): boolean {
  return method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
}

/** The CORS headers of a response. Every API response varies by origin, including responses to unknown origins. */
export function corsHeaders(
  request: { method: string; path: string; headers: Headers },
  allowedOrigins: readonly string[],
): Record<string, string> {
  if (!isApi(request.path)) return {};
  const origin = request.headers.get("origin");
  const vary = { Vary: "Origin" };
  if (origin === null || !allowedOrigins.includes(origin)) return vary;
  const allowed = { ...vary, "Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true" };
  if (!isPreflight(request.method, request.headers)) {
    return { ...allowed, "Access-Control-Expose-Headers": RESPONSE_HEADERS };
  }
  return {
    ...allowed,
    "Access-Control-Allow-Methods": API_METHODS.filter((method) => method !== "OPTIONS").join(", "),
    "Access-Control-Allow-Headers": REQUEST_HEADERS,
    "Access-Control-Max-Age": String(REMEMBER_SECONDS),
  };
}
