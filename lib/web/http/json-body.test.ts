import { describe, expect, it } from "vitest";
import { readJsonBody } from "./json-body";

const URL_HERE = "https://app.gatehouse.test/api/x";
const JSON_TYPE = { "content-type": "application/json" };

const post = (body: string | Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = JSON_TYPE) =>
  readJsonBody(new Request(URL_HERE, { method: "POST", body, headers }));

describe("readJsonBody", () => {
  it("reads an object, and treats a missing body as an empty object", async () => {
    expect(await post(`{"a":"ü"}`)).toEqual({ a: "ü" });
    expect(await post(`{}`, { "content-type": "Application/JSON; charset=utf-8" })).toEqual({});
    expect(await readJsonBody(new Request(URL_HERE, { method: "POST" }))).toEqual({});
  });

  it.each(["", "{", "[]", "null", `"text"`, "7", "{} {}"])("refuses anything but an object: %j", async (body) => {
    await expect(post(body)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
  });

  it("refuses bytes that are not UTF-8", async () => {
    await expect(post(new Uint8Array([0x22, 0xff, 0x22]))).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"])(
    "refuses a content type other than application/json: %s",
    async (type) => {
      await expect(post(`{"a":1}`, { "content-type": type })).rejects.toMatchObject({ code: "UNSUPPORTED_MEDIA_TYPE" });
    },
  );

  it("refuses arrays and objects nested too deeply", async () => {
    const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(await post(`{"a":${nested(15, "[", "]")}}`)).toHaveProperty("a");
    for (const depth of [16, 10_000]) {
      await expect(post(`{"a":${nested(depth, "[", "]")}}`)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
    }
    await expect(post(nested(5_000, `{"a":`, "}"))).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
  });

  it("refuses keys that name the prototype, at any depth", async () => {
    for (const body of [`{"__proto__":{"admin":true}}`, `{"a":[{"__proto__":1}]}`]) {
      await expect(post(body)).rejects.toMatchObject({ code: "MALFORMED_REQUEST" });
    }
  });

  it("refuses a body over 64 KiB, whether or not its length is declared", async () => {
    const large = JSON.stringify({ a: "x".repeat(64 * 1024) });
    await expect(post(large)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    await expect(post("{}", { ...JSON_TYPE, "content-length": "70000" })).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
    expect(await post(JSON.stringify({ a: "x".repeat(64 * 1024 - 8) }))).toHaveProperty("a");
  });

  it("stops reading an endless stream", async () => {
    let pulls = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulls += 1;
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
    });
    const request = new Request(URL_HERE, { method: "POST", body, headers: JSON_TYPE, duplex: "half" } as RequestInit);
    await expect(readJsonBody(request)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(pulls).toBeLessThan(10);
  });
});
