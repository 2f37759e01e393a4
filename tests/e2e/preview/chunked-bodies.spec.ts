// A body without a declared length is limited and understood like one with a declared length.
import { uniqueAddress } from "@/tests/factories/addresses";
import { actionId, form, FORM_TYPE } from "@/tests/e2e/form-body";
import { rawRequest } from "@/tests/e2e/raw-request";
import { expect, test } from "@/tests/setup/fixtures";

const JSON_TYPE = "application/json";

test("reads a body without a declared length only up to the limit", async ({ app }) => {
  for (const path of ["/api/auth/login", "/api/csp-report", "/login"]) {
    const type = path === "/login" ? FORM_TYPE : JSON_TYPE;
    const { host } = new URL(app.url);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${uniqueAddress()}\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    const answer = await rawRequest(app.url, [head, ...Array.from({ length: 40 }, () => chunk), "0\r\n\r\n"], {
      everyMs: 5,
    });
    expect([path, answer.status]).toEqual([path, 413]);
  }
});

/** Sends the body in chunks, without declaring its length. */
async function sendInChunks(url: string, path: string, headers: Record<string, string>, body: string): Promise<number> {
  const { host } = new URL(url);
  const all = {
    Host: host,
    "X-Forwarded-For": uniqueAddress(),
    "Sec-Fetch-Site": "same-origin",
    ...headers,
    "Transfer-Encoding": "chunked",
    Connection: "close",
  };
  const head = [`POST ${path} HTTP/1.1`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)].join("\r\n");
  const bytes = Buffer.from(body);
  const chunks = Array.from({ length: Math.ceil(bytes.length / 500) }, (_, index) =>
    bytes.subarray(index * 500, (index + 1) * 500),
  );
  const framed = chunks.map((chunk) =>
    Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
  );
  return (await rawRequest(url, [`${head}\r\n\r\n`, ...framed, "0\r\n\r\n"], { patienceMs: 10_000 })).status;
}

test("treats chunked bodies like bodies with a declared length", async ({ app }) => {
  const id = await actionId(app.url);
  const typed: [string, string][] = [
    ["email", "a@example.com"],
    ["password", "guess"],
  ];
  const scripted = typed.map(([name, value]): [string, string] => [`_1_${name}`, value]);
  const chunked = (path: string, headers: Record<string, string>, body: string) =>
    sendInChunks(app.url, path, headers, body);
  const urlencoded = { "Content-Type": "application/x-www-form-urlencoded" };
  const statuses = {
    "form with script": await chunked(
      "/login",
      { "Content-Type": FORM_TYPE, "Next-Action": id },
      form(...scripted, ["0", `[{"status":"idle"},"$K1"]`]),
    ),
    "form without script": await chunked(
      "/login",
      { "Content-Type": FORM_TYPE, Accept: "text/html" },
      form(
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", `{"id":"${id}","bound":"$@1"}`],
        ["$ACTION_1:1", `[{"status":"idle"}]`],
        ...typed,
      ),
    ),
    "plain form": await chunked("/api/auth/export", urlencoded, "reason="),
    JSON: await chunked("/api/auth/login", { "Content-Type": JSON_TYPE }, JSON.stringify(Object.fromEntries(typed))),
    report: await chunked("/api/csp-report", { "Content-Type": "application/reports+json" }, "[]"),
  };
  expect(statuses).toEqual({
    "form with script": 200,
    "form without script": 200,
    "plain form": 303,
    JSON: 401,
    report: 204,
  });
  const tooLong = "a".repeat(66_000);
  for (const [path, headers, body] of [
    [
      "/login",
      { "Content-Type": FORM_TYPE, "Next-Action": id },
      form(["_1_email", tooLong], ["0", `[{"status":"idle"},"$K1"]`]),
    ],
    ["/login", { "Content-Type": FORM_TYPE, Accept: "text/html" }, form(["email", tooLong])],
    ["/api/auth/export", urlencoded, `reason=${tooLong}`],
    ["/api/auth/login", { "Content-Type": JSON_TYPE }, JSON.stringify({ email: tooLong })],
    ["/api/csp-report", { "Content-Type": "application/reports+json" }, JSON.stringify([tooLong])],
  ] as [string, Record<string, string>, string][]) {
    expect([path, headers, await chunked(path, headers, body)]).toEqual([path, headers, 413]);
  }
});
