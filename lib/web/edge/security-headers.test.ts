import { describe, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { AppError } from "@/lib/errors/app-error";
import { assertTrustedHost } from "./host";
import { outgoingHeaders, type Answer } from "./outgoing-headers";
import { problemBody, problemResponse } from "./problem";
import { JSON_POLICY } from "./security-headers";

const dev = { ...env(), strict: false };
const prod = { ...env(), strict: true };
const page: Answer = {
  requestId: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
  nonce: "bm9uY2U=",
  path: "/login",
  hasToken: false,
};

function directives(policy: string | undefined): Map<string, string> {
  return new Map((policy ?? "").split("; ").map((part) => [part.split(" ", 1)[0] ?? "", part.slice(part.indexOf(" ") + 1)]));
}

describe("every response", () => {
  it("has the headers against framing, content sniffing, caching and referrers", () => {
    expect(outgoingHeaders(prod, page, false)).toMatchObject({
      "Strict-Transport-Security": prod.HSTS,
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-XSS-Protection": "0",
      "Cache-Control": "no-store",
      "X-Request-ID": page.requestId,
    });
    const permissions = outgoingHeaders(prod, page, false)["Permissions-Policy"];
    for (const feature of ["camera", "microphone", "geolocation"]) expect(permissions).toContain(`${feature}=()`);
  });

  it("has HSTS in strict environments only", () => {
    expect(outgoingHeaders(dev, page, false)).not.toHaveProperty("Strict-Transport-Security");
  });

  it("has Referrer-Policy: no-referrer if the URL has a token", () => {
    expect(outgoingHeaders(prod, { ...page, hasToken: true }, false)["Referrer-Policy"]).toBe("no-referrer");
  });
});

describe("the content security policy", () => {
  it("lets a page run only scripts with the nonce", () => {
    const policy = outgoingHeaders(prod, page, false)["Content-Security-Policy"];
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    const rules = directives(policy);
    expect(rules.get("script-src")).toBe("'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
    expect(rules.get("style-src")).toBe("'self' 'nonce-bm9uY2U='");
    for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(rules.get(name)).toBe("'none'");
    for (const name of ["default-src", "connect-src", "form-action"]) expect(rules.get(name)).toBe("'self'");
  });

  it("is relaxed for the development server only", () => {
    expect(outgoingHeaders(dev, page, true)["Content-Security-Policy"]).toContain("'unsafe-eval'");
    expect(outgoingHeaders(dev, page, false)["Content-Security-Policy"]).not.toContain("unsafe");
  });

  it("allows nothing in a JSON response", () => {
    expect(outgoingHeaders(prod, { ...page, path: "/api/auth/session" }, false)["Content-Security-Policy"]).toBe(
      JSON_POLICY,
    );
    expect([...directives(JSON_POLICY).values()]).toEqual(Array(4).fill("'none'"));
  });
});

describe("the Host header", () => {
  const own = {
    APP_URL: "https://app.gatehouse.test",
    TRUSTED_HOSTS: ["app.gatehouse.test", "localhost:3000", "127.0.0.1:3000"],
    SCHEDULER_HOSTS: ["gate-abc123.vercel.app"],
  };
  const trusts = (host: string | null, path = "/login") => {
    try {
      assertTrustedHost(host, path, own);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "UNTRUSTED_HOST", status: 400 });
      return false;
    }
  };

  it.each(["app.gatehouse.test", "APP.gatehouse.test", "app.gatehouse.test:443", "localhost:3000", "127.0.0.1:3000"])(
    "is accepted for a trusted host: %s",
    (host) => {
      expect(trusts(host)).toBe(true);
    },
  );

  it.each([
    null,
    "",
    "evil.test",
    "127.1:3000",
    "2130706433:3000",
    "0x7f.0.0.1:3000",
    "127.0.0.1.:3000",
    "[::ffff:127.0.0.1]:3000",
    "app.gatehouse.test:8443",
    "app.gatehouse.test:80",
    "app.gatehouse.test:",
    "app.gatehouse.test/",
    "app.gatehouse.test.",
    "x.app.gatehouse.test",
    "localhost",
    "app.gatehouse.test@evil.test",
  ])("is refused for a host that is not trusted: %s", (host) => {
    expect(trusts(host)).toBe(false);
  });

  it("is accepted for the deployment's own host on the scheduler's path only", () => {
    expect(trusts("gate-abc123.vercel.app", "/api/cron")).toBe(true);
    for (const path of ["/", "/login", "/api/cron/", "/api/cron?x=/", "/API/cron", "/api/auth/login", "/api/health/ready"]) {
      expect(trusts("gate-abc123.vercel.app", path)).toBe(false);
    }
  });

  it("is checked on every path except that of container probes", () => {
    expect(trusts("10.0.0.7:3000", "/api/health")).toBe(true);
    for (const path of ["/api/health/", "/api/health/ready", "/API/health"])
      expect(trusts("10.0.0.7:3000", path)).toBe(false);
  });
});

describe("a refusal", () => {
  it("contains the code, public text, fields and request id, and nothing internal", async () => {
    const error = new AppError("RATE_LIMITED", { internal: "bucket 7", cause: new Error("secret"), retryAfterSeconds: 30 });
    const response = problemResponse(error, page.requestId);
    expect(response.status).toBe(429);
    expect(response.headers.get("Retry-After")).toBe("30");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await response.json()).toEqual({
      code: "RATE_LIMITED",
      message: error.publicMessage,
      details: {},
      request_id: page.requestId,
    });
    expect(JSON.stringify(problemBody(error, ""))).not.toMatch(/bucket|secret/);
  });
});
