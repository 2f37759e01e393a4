import { expect, it } from "vitest";
import { assertBody } from "./body-rules";
import { assertMethod } from "./methods";

const FORM = "multipart/form-data; boundary=x";

function verdict(method: string, path: string, headers: Record<string, string>): string {
  try {
    assertMethod(method, path);
    assertBody(method, path, new Headers(headers));
    return "passes";
  } catch (error) {
    return (error as { code: string }).code;
  }
}

it.each([
  ["GET", "/login", {}, "passes"],
  ["POST", "/login", { "content-type": FORM, "content-length": "65536" }, "passes"],
  ["POST", "/login", { "content-type": FORM, "content-length": "65537" }, "PAYLOAD_TOO_LARGE"],
  ["POST", "/login", { "content-type": FORM, "transfer-encoding": "chunked" }, "passes"],
  [
    "POST",
    "/login",
    { "content-type": "application/x-www-form-urlencoded", "content-length": "1" },
    "UNSUPPORTED_MEDIA_TYPE",
  ],
  ["POST", "/login", { "content-type": "text/plain", "next-action": "x", "content-length": "1" }, "UNSUPPORTED_MEDIA_TYPE"],
  ["POST", "/login", {}, "UNSUPPORTED_MEDIA_TYPE"],
  ["POST", "/api/auth/login", { "content-length": "52428800" }, "PAYLOAD_TOO_LARGE"],
  ["POST", "/api/auth/login", { "content-type": "text/plain" }, "passes"],
  ["DELETE", "/api/auth/sessions", {}, "passes"],
  ["DELETE", "/login", {}, "METHOD_NOT_ALLOWED"],
  ["OPTIONS", "/login", {}, "METHOD_NOT_ALLOWED"],
  ["PROPFIND", "/api/auth/login", {}, "METHOD_NOT_ALLOWED"],
])("checks the method and the body of %s %s with the headers %j: %s", (method, path, headers, expected) => {
  expect(verdict(method, path, headers as Record<string, string>)).toBe(expected);
});
