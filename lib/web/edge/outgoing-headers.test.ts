import { afterEach, expect, it } from "vitest";
import { env } from "@/lib/env/server";
import { contentSecurityPolicy } from "./outgoing-headers";

const stylesOf = (path: string) =>
  /style-src ([^;]+)/.exec(contentSecurityPolicy({ path, nonce: "n", requestId: "", hasToken: false }, false))?.[1];

afterEach(() => {
  env().APP_ENV = "test";
});

it("allows inline styles, in development, only on the page that shows an email", () => {
  expect(stylesOf("/dev/mailbox/1")).toBe("'self' 'unsafe-inline'");
  for (const path of ["/dev/mailbox", "/dev/components", "/", "/dev/mailboxes/1", "/x/dev/mailbox/1"]) {
    expect(stylesOf(path), path).toBe("'self' 'nonce-n'");
  }
});

it.each(["beta", "prod"] as const)("allows inline styles on no page in %s", (environment) => {
  env().APP_ENV = environment;
  expect(stylesOf("/dev/mailbox/1")).toBe("'self' 'nonce-n'");
});

it("allows no inline script on the page that shows an email", () => {
  expect(contentSecurityPolicy({ path: "/dev/mailbox/1", nonce: "n", requestId: "", hasToken: false }, false)).toContain(
    "script-src 'self' 'nonce-n' 'strict-dynamic';",
  );
});
