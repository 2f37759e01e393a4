import { describe, expect, it } from "vitest";
import { assertNotCrossSite, isBearerOnly } from "./csrf";

const OURS = "https://app.gatehouse.test";
const SECOND = "https://second.gatehouse.test";
const policy = {
  APP_URL: OURS,
  TRUSTED_HOSTS: ["app.gatehouse.test", "second.gatehouse.test", "port.gatehouse.test:8443", "default.gatehouse.test"],
  ALLOWED_ORIGINS: ["https://partner.test"],
};
const COOKIE = { cookie: "session_id=x" };

function verdict(method: string, headers: Record<string, string>): string {
  try {
    assertNotCrossSite(method, new Headers(headers), policy);
    return "passes";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("an unsafe request", () => {
  it.each([
    ["from our origin", { origin: OURS }],
    ["from an allowed origin", { origin: "https://partner.test" }],
    ["from our origin, whatever Sec-Fetch-Site says", { origin: OURS, "sec-fetch-site": "cross-site" }],
    ["from the origin of another trusted host to that same host", { origin: SECOND, host: "Second.gatehouse.test" }],
    [
      "from a trusted host on another port",
      { origin: "https://port.gatehouse.test:8443", host: "port.gatehouse.test:8443" },
    ],
    [
      "from a trusted host on the default port",
      { origin: "https://default.gatehouse.test", host: "default.gatehouse.test" },
    ],
    ["from our origin to another trusted host", { origin: OURS, host: "second.gatehouse.test" }],
    ["from the same origin, without an Origin header", { "sec-fetch-site": "same-origin" }],
    ["if the user typed the URL", { "sec-fetch-site": "none", ...COOKIE }],
    ["from one of our pages that sends no referrer", { origin: "null", "sec-fetch-site": "same-origin", ...COOKIE }],
    ["from a client that is not a browser", {}],
  ])("is accepted %s", (_what, headers: Record<string, string>) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) expect(verdict(method, headers)).toBe("passes");
  });

  it.each([
    ["from another origin", { origin: "https://evil.test" }],
    ["from another origin, with a forged Sec-Fetch-Site", { origin: "https://evil.test", "sec-fetch-site": "same-origin" }],
    ["from another origin, even without a cookie, because a forged sign-in is an attack", { origin: "https://evil.test" }],
    ["from a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["from an opaque origin, without Sec-Fetch-Site", { origin: "null" }],
    ["from an opaque origin, with Sec-Fetch-Site none", { origin: "null", "sec-fetch-site": "none" }],
    ["from an opaque origin of the same site", { origin: "null", "sec-fetch-site": "same-site" }],
    ["from a trusted host other than the one it was sent to", { origin: SECOND, host: "app.gatehouse.test" }],
    ["from another trusted host, over http", { origin: "http://second.gatehouse.test", host: "second.gatehouse.test" }],
    ["from an untrusted host to the same host", { origin: "https://evil.test", host: "evil.test" }],
    ["from our host over http", { origin: "http://app.gatehouse.test" }],
    ["from our host on another port", { origin: `${OURS}:8443` }],
    ["from a subdomain", { origin: "https://x.app.gatehouse.test", "sec-fetch-site": "same-site" }],
    ["from an origin that only begins like ours", { origin: `${OURS}.evil.test` }],
    ["with an empty origin", { origin: "" }],
    ["from another site, without an Origin header", { "sec-fetch-site": "cross-site" }],
    ["from another origin of the same site, without an Origin header", { "sec-fetch-site": "same-site" }],
    ["with a cookie but without Origin and Sec-Fetch-Site", COOKIE],
  ])("is refused %s", (_what, headers: Record<string, string>) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"])
      expect(verdict(method, headers)).toBe("CSRF_REJECTED");
  });
});

it("accepts a safe request from anywhere, because it changes nothing", () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    expect(verdict(method, { origin: "https://evil.test", "sec-fetch-site": "cross-site", ...COOKIE })).toBe("passes");
  }
});

describe("a request that authenticates only with a bearer", () => {
  const authorization = "Bearer gh_live_x";

  it.each(["/api/v1/me", "/api/v1/organizations/acme/members", "/api/cron"])("is recognized at %s", (path) => {
    expect(isBearerOnly(path, new Headers({ authorization, origin: "https://evil.test" }))).toBe(true);
  });

  it.each<[string, string, Record<string, string>]>([
    ["any cookie", "/api/v1/me", { authorization, cookie: "theme=dark" }],
    ["no Authorization header", "/api/v1/me", {}],
    ["a scheme that browsers send by themselves", "/api/v1/me", { authorization: "Basic YTpi" }],
    ["a malformed bearer", "/api/v1/me", { authorization: "Bearer " }],
    ["a route that takes no bearer", "/api/auth/login", { authorization }],
    ["a page", "/login", { authorization }],
    ["a path that only looks like the API", "/api/v1", { authorization }],
    ["a path below the one of the jobs", "/api/cron/x", { authorization }],
  ])("is not one with %s", (_what, path, headers) => {
    expect(isBearerOnly(path, new Headers(headers))).toBe(false);
  });
});
