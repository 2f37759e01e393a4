// Headers with which a client could try to pass for another one, or for a part of the platform or of the framework.
//
// Vercel overwrites X-Forwarded-For, -Host and -Proto, X-Real-IP, X-Vercel-Forwarded-For, X-Vercel-Proxied-For and the
// X-Vercel-IP-* headers: https://vercel.com/docs/headers/request-headers. What it does with the framework's own headers
// (X-Middleware-*, X-Matched-Path, X-Now-Route-Matches) is not documented. All others pass as they came.
import { PROXY_HEADER, PROXY_SECRET } from "@/tests/setup/instances";
import type { HeaderList } from "./raw-http";

export const FORGED_ADDRESS = "203.0.113.99";

/** The platform writes the path of the page into this header, and the framework follows it. */
export const MATCHED_PATH: HeaderList[number] = ["X-Matched-Path", "/admin"];

export const FORGED_HEADERS: HeaderList = [
  ["X-Real-IP", FORGED_ADDRESS],
  ["X-Client-IP", FORGED_ADDRESS],
  ["X-Vercel-Forwarded-For", FORGED_ADDRESS],
  ["X-Vercel-Proxied-For", FORGED_ADDRESS],
  ["X-Vercel-IP-Country", "NL"],
  ["X-Vercel-Id", "fra1::guess"],
  ["X-Vercel-Deployment-URL", "evil.test"],
  ["Forwarded", `for=${FORGED_ADDRESS};host=evil.test;proto=http`],
  ["X-Forwarded-Host", "evil.test"],
  ["X-Forwarded-Proto", "http"],
  ["X-Forwarded-Port", "1"],
  ["X-Now-Route-Matches", "1=other"],
  ["X-Middleware-Next", "1"],
  ["X-Middleware-Prefetch", "1"],
  ["X-Middleware-Override-Headers", "cookie"],
  ["X-Middleware-Request-Cookie", "__Host-session_id=x"],
  ["X-Middleware-Set-Cookie", "__Host-session_id=x"],
  ["X-Middleware-Rewrite", "https://evil.test/"],
  ["X-Middleware-Redirect", "https://evil.test/"],
  ["X-Middleware-Subrequest", "middleware:middleware:middleware:middleware:middleware"],
  ["X-Invoke-Path", "/admin"],
  ["X-Invoke-Status", "200"],
  ["X-Next-Error-Status", "200"],
  ["X-Server-Action-Name", "app/actions.ts#other"],
  ["X-Prerender-Revalidate", "guess"],
  ["X-Request-Path", "/admin"],
  [PROXY_HEADER, FORGED_ADDRESS],
  ["X-Origin-Verify", PROXY_SECRET.toUpperCase()],
  [
    "X-Gatehouse-Forwarded-Identity",
    `00000000-0000-4000-8000-000000000000 ${FORGED_ADDRESS} ${Date.now()} ${"A".repeat(43)}`,
  ],
];
