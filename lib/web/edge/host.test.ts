import { describe, expect, it } from "vitest";
import { assertTrustedHost, requestedOrigin } from "./host";

const hosts = { APP_URL: "https://app.gatehouse.test", TRUSTED_HOSTS: ["app.gatehouse.test", "second.gatehouse.test"] };

it.each([
  ["app.gatehouse.test", "https://app.gatehouse.test"],
  ["SECOND.gatehouse.test", "https://second.gatehouse.test"],
  ["evil.test", "https://app.gatehouse.test"],
  [null, "https://app.gatehouse.test"],
])("maps the Host header %s to the origin %s", (host, origin) => expect(requestedOrigin(hosts, host)).toBe(origin));

it("takes the scheme of an origin from the configuration", () => {
  const local = { APP_URL: "http://localhost:3000", TRUSTED_HOSTS: ["127.0.0.1:3000"] };
  expect(requestedOrigin(local, "127.0.0.1:3000")).toBe("http://127.0.0.1:3000");
});

describe("a host", () => {
  const own = { ...hosts, SCHEDULER_HOSTS: ["app-abc123.vercel.app"] };
  const served = (host: string | null, target: string): boolean => {
    try {
      assertTrustedHost(host, target, own);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ code: "UNTRUSTED_HOST" });
      return false;
    }
  };

  it.each(["app.gatehouse.test", "second.gatehouse.test", "SECOND.gatehouse.test:443"])(
    "is served if it is trusted: %s",
    (host) => {
      for (const target of ["/", "/login", "/api/cron"]) expect(served(host, target), target).toBe(true);
    },
  );

  it.each(["evil.test", "app.gatehouse.test.evil.test", "app.gatehouse.test:8443", "", null])(
    "is refused if it is not trusted: %s",
    (host) => {
      for (const target of ["/", "/login", "/api/cron", "/api/health/ready"])
        expect(served(host, target), target).toBe(false);
    },
  );

  it("is served only on the scheduler's path if it is trusted only for the scheduler", () => {
    expect(served("app-abc123.vercel.app", "/api/cron")).toBe(true);
    for (const target of ["/", "/api/cron/", "/api/cron/other", "/api/auth/login"])
      expect(served("app-abc123.vercel.app", target), target).toBe(false);
  });

  it("is not checked for container probes", () => {
    expect(served("10.0.0.7:3000", "/api/health")).toBe(true);
    expect(served(null, "/api/health")).toBe(true);
  });
});
