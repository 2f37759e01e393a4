import { expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { earlyRefusal } from "./early-refusal";
import { refusalResponse } from "./refusal-response";

const limited = new AppError("RATE_LIMITED", { retryAfterSeconds: 42, usedUp: { limit: 60, resetSeconds: 12 } });
const asked = {
  path: "/login",
  requestId: "5f0a4d1e-8f2c-4a53-9b61-0d7f3a1c2b4e",
  nonce: "bm9uY2U=",
  target: `/login?a="><script>`,
};
const refuse = (error: AppError, headers: Record<string, string>, path = "/login") =>
  refusalResponse(error, new Request("https://app.gatehouse.test/login", { headers }), { ...asked, path });

it("shows a browser a page with the retry delay, the request id and a retry link, and escapes the URL", async () => {
  const response = refuse(limited, { accept: "text/html,*/*" });
  expect(response.status).toBe(429);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  const html = await response.text();
  for (const text of ["42 seconds", asked.requestId, `nonce="${asked.nonce}"`, "Try again"]) expect(html).toContain(text);
  expect(html).not.toContain("<script>");
  expect(html.match(/ style=/)).toBeNull();
});

it("sends the framework's script the JSON for API clients, with a content type that the script accepts", async () => {
  const response = refuse(limited, { "next-action": "x", accept: "text/x-component" });
  expect(response.headers.get("content-type")).toBe("text/plain");
  expect(await response.json()).toEqual({
    code: "RATE_LIMITED",
    message: limited.publicMessage,
    details: {},
    request_id: asked.requestId,
  });
});

it("sends JSON to all other clients, and always on API paths", async () => {
  for (const response of [
    refuse(limited, {}),
    refuse(limited, { accept: "*/*" }),
    refuse(limited, { accept: "text/html" }, "/api/config"),
  ]) {
    expect(await response.json()).toMatchObject({ code: "RATE_LIMITED", request_id: asked.requestId });
  }
});

it("reports the exhausted limit and the retry delay in whole seconds, in every format", () => {
  const forms: Record<string, string>[] = [{}, { accept: "text/html" }, { "next-action": "x" }];
  for (const headers of forms) {
    const { headers: sent } = refuse(limited, headers);
    expect(
      ["Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"].map((name) => sent.get(name)),
    ).toEqual(["42", "60", "0", "12"]);
    expect(sent.get("Cache-Control")).toBe("no-store");
  }
});

it("lists the allowed methods if the method is not allowed", () => {
  expect(refuse(new AppError("METHOD_NOT_ALLOWED"), {}).headers.get("Allow")).toBe("GET, HEAD, POST");
});

it.each([
  ["GET", "/login", ["Host", "a.test"], null],
  ["GET", "http://evil.test/login", ["Host", "a.test"], "MALFORMED_REQUEST"],
  ["OPTIONS", "*", ["Host", "a.test"], "MALFORMED_REQUEST"],
  ["GET", "/login", ["Host", "a.test", "X", "host", "HOST", "evil.test"], "MALFORMED_REQUEST"],
  ["GET", "/login", ["X", "host", "Host", "a.test", "Y", "Host"], null],
  ["GET", "/api/v1/me", ["Host", "a.test", "Authorization", "Bearer a", "authorization", "Bearer a"], "MALFORMED_REQUEST"],
  ["TRACE", "/login", ["Host", "a.test"], "METHOD_NOT_ALLOWED"],
])("checks %s %s with the headers %j before the framework does: %s", (method, url, rawHeaders, code) => {
  expect(earlyRefusal({ method, url, rawHeaders })?.code ?? null).toBe(code);
});
