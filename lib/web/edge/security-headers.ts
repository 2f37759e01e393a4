// The security headers of every response, and the content security policies. Inline scripts need the nonce, no site may
// frame a page, and other sites see at most the origin in the Referer header.
import { CSP_REPORT_PATH } from "./paths";

const PERMISSIONS = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** For responses of every kind, including static files. */
export const STATIC_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": PERMISSIONS.map((name) => `${name}=()`).join(", "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-XSS-Protection": "0",
};

export const JSON_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const REPORT_GROUP = "csp";

/** Where browsers report violations of a policy. */
export const REPORTING_ENDPOINTS = `${REPORT_GROUP}="${CSP_REPORT_PATH}"`;

export interface PolicyOptions {
  /** Whether the page comes from the dev server, which needs eval and a WebSocket for hot reloading. */
  devServer: boolean;
  /** Whether to allow inline styles, as the dev server and the page that shows an email need. */
  inlineStyles: boolean;
  /** Other origins to which a form may lead. Browsers also check the redirect that answers a form. */
  formTargets: string[];
}

export function pagePolicy(nonce: string, { devServer, inlineStyles, formTargets }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${devServer ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${inlineStyles ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    `connect-src 'self'${devServer ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-ancestors 'none'",
    `report-to ${REPORT_GROUP}`,
  ].join("; ");
}
