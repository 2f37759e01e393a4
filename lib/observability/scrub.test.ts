import { describe, expect, it } from "vitest";
import { cpuTimeOf } from "@/tests/setup/cpu-time";
import { describeUserAgent } from "./describe-user-agent";
import { scrub } from "./scrub";

describe("scrub", () => {
  it.each([
    ["an email address", "no user ada.lovelace+x@example.co.uk here", "no user [address] here"],
    ["a password hash", "hash $argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA failed", "hash [hash] failed"],
    ["a token in a link", "GET /verify-email?token=abc.def&next=1", "GET /verify-email?token=[masked]&next=[masked]"],
    [
      "credentials in a URL",
      "connect postgresql://app:hunter2@db:5432/app",
      "connect postgresql://[credentials]@db:5432/app",
    ],
    ["a long token", `Bearer ${"a1-_".repeat(12)}`, "Bearer [token]"],
  ])("masks %s", (_what, text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });

  it("keeps error codes, IP addresses, ports and ids, which diagnosis needs", () => {
    const text = "connect ECONNREFUSED 127.0.0.1:5432 in job prune-sessions (5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e)";
    expect(scrub(text)).toBe(text);
  });

  it("limits the length of its output, and its running time on adversarial text", () => {
    expect(scrub("x y ".repeat(10_000)).length).toBeLessThanOrEqual(2_000);
    const adversarial = ["@".repeat(50_000), "a@".repeat(50_000), "?".repeat(50_000), "a".repeat(50_000)];
    expect(cpuTimeOf(() => adversarial.forEach(scrub))).toBeLessThan(500);
  });
});

describe("describeUserAgent", () => {
  it.each([
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
      "Chrome",
      "Linux",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      "Edge",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
      "Safari",
      "macOS",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari",
      "iPhone",
    ],
    ["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox", "Android"],
    ["curl/8.9.1", "curl", "unknown system"],
    ["", "Unknown browser", "unknown system"],
    ["<script>alert(1)</script>\r\nForged: line", "Unknown browser", "unknown system"],
  ])("recognizes the browser and the system of %j", (userAgent, browser, system) => {
    expect(describeUserAgent(userAgent)).toEqual({ browser, system });
  });
});
