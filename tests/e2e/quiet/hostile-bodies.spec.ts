// Hostile bodies are refused, the process survives, and other users are not affected.
import { uniqueAddress } from "@/tests/factories/addresses";
import { longestDelay } from "@/tests/e2e/metrics";
import { newAddress } from "@/tests/e2e/journey";
import { rawRequest } from "@/tests/e2e/raw-request";
import { expect, test } from "@/tests/setup/fixtures";

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = "application/json";
const BOUNDARY = "a-boundary-that-is-long-enough-for-all";
const FORM_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
/** The longest delay in ms that the bodies may cause for other requests. */
const MAX_DELAY_MS = 200;

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
const part = ([name, value]: [string, string]) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const form = (...fields: [string, string][]) => `${fields.map(part).join("")}--${BOUNDARY}--\r\n`;

const BODIES: [what: string, type: string, body: string | Buffer<ArrayBuffer>][] = [
  ["50 MB of JSON", JSON_TYPE, `{"email":"${"a".repeat(50 * MEGABYTE)}"}`],
  ["50 MB of nothing", JSON_TYPE, Buffer.alloc(50 * MEGABYTE)],
  ["50 MB of a form", FORM_TYPE, form(["email", "a".repeat(50 * MEGABYTE)])],
  ["lists 10,000 deep", JSON_TYPE, nested(10_000, "[", "]")],
  ["objects 10,000 deep", JSON_TYPE, nested(10_000, `{"a":`, "}")],
  ["a field 10,000 deep", JSON_TYPE, `{"email":"a@example.com","password":${nested(10_000, "[", "]")}}`],
  ["a form with arguments 10,000 deep", FORM_TYPE, form(["0", nested(10_000, "[", "]")])],
  [
    "a name of 1 MB",
    JSON_TYPE,
    JSON.stringify({ email: newAddress(), password: "walking through the gate", name: "n".repeat(MEGABYTE) }),
  ],
  [
    "a name just below the size limit",
    JSON_TYPE,
    JSON.stringify({ email: newAddress(), password: "walking through the gate", name: "n".repeat(60_000) }),
  ],
  ["a field name of 60 KB", JSON_TYPE, JSON.stringify({ ["k".repeat(60_000)]: 1 })],
  [
    "6,000 unknown fields",
    JSON_TYPE,
    JSON.stringify(Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`f${index}`, 1]))),
  ],
  ["a __proto__ key", JSON_TYPE, `{"email":"a@example.com","password":"x","__proto__":{"isSystemAdmin":true}}`],
  ["a constructor key", JSON_TYPE, `{"email":"a@example.com","password":"x","constructor":{"prototype":{"admin":true}}}`],
  ["objects where text belongs", JSON_TYPE, `{"email":{"$ne":null},"password":{"$gt":""}}`],
  ["lists where text belongs", JSON_TYPE, `{"email":["a@example.com"],"password":["x"]}`],
  ["numbers where text belongs", JSON_TYPE, `{"email":7,"password":1e999}`],
  ["bytes that are not UTF-8", JSON_TYPE, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ["half a surrogate and a NUL", JSON_TYPE, `{"email":"a\\ud800\\u0000@example.com","password":"x"}`],
  ["a form that is not UTF-8", FORM_TYPE, Buffer.from(form(["email", "?"]).replace("?", "\u00ff"), "latin1")],
  ["UTF-16", JSON_TYPE, Buffer.from(`\ufeff{"email":"a@example.com","password":"x"}`, "utf16le")],
  ["JSON that ends too early", JSON_TYPE, `{"email":"a@example.com","password":"x"`],
  ["two values", JSON_TYPE, `{"email":"a@example.com","password":"x"}{}`],
  ["a number of 60,000 digits", JSON_TYPE, `{"email":${"9".repeat(60_000)},"password":"x"}`],
];

const TARGETS = ["/api/auth/login", "/api/auth/signup", "/api/password/reset", "/api/csp-report", "/login", "/signup"];

test("refuses every hostile body without delaying other requests", async ({ app }) => {
  test.setTimeout(180_000);
  const action = await actionId(app.url);
  const wrong: string[] = [];
  await longestDelay(app.url);
  for (const [what, type, body] of BODIES) {
    await Promise.all(
      TARGETS.map(async (path) => {
        const status = await send(app.url + path, type, body);
        if (status < 400 || status > 499) wrong.push(`${path} with ${what}: ${status}`);
      }),
    );
    const status = await send(`${app.url}/login`, type, body, { "Next-Action": action });
    if (status < 400 || status > 499) wrong.push(`an action with ${what}: ${status}`);
  }
  const delay = await longestDelay(app.url);
  expect(wrong).toEqual([]);
  console.log(`longest event loop delay ${delay.toFixed(0)} ms`);
  expect(delay).toBeLessThan(MAX_DELAY_MS);
});

test("refuses action arguments that no form sends, and accepts those of a form", async ({ app }) => {
  const headers = { "Next-Action": await actionId(app.url) };
  const call = (fields: [string, string][]) => send(`${app.url}/login`, FORM_TYPE, form(...fields), headers);
  const typed: [string, string][] = [
    ["_1_email", "a@example.com"],
    ["_1_password", "guess"],
  ];
  expect(await call([...typed, ["0", `[{"status":"idle"},"$K1"]`]])).toBe(200);
  for (const encoded of [
    nested(10_000, "[", "]"),
    `["$1:__proto__:constructor"]`,
    `["$n${"9".repeat(50_000)}"]`,
    `{"then":"$0:then"}`,
    "5",
    "{{",
  ]) {
    expect(await call([...typed, ["0", encoded]]), encoded.slice(0, 30)).toBe(400);
  }
  expect(await call([...typed, ["0", `[{"status":"idle"},"$K1"]`], ["0x0", `["$D2020"]`]])).toBe(400);
});

/** The framework's id of the action that the sign-in form calls. */
async function actionId(url: string): Promise<string> {
  const html = await (await fetch(`${url}/login`, { headers: { "X-Forwarded-For": uniqueAddress() } })).text();
  const id = /&quot;id&quot;:&quot;([0-9a-f]{40,42})&quot;/.exec(html)?.[1];
  if (!id) throw new Error("the form names no action");
  return id;
}

async function send(
  url: string,
  type: string,
  body: string | Buffer<ArrayBuffer>,
  more: Record<string, string> = {},
): Promise<number> {
  const headers = { "Content-Type": type, "X-Forwarded-For": uniqueAddress(), "Sec-Fetch-Site": "same-origin", ...more };
  const response = await fetch(url, { method: "POST", headers, body });
  await response.arrayBuffer();
  return response.status;
}

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

test("disconnects fifty clients whose bodies trickle in, and stays responsive", async ({ app }) => {
  test.setTimeout(60_000);
  const { host } = new URL(app.url);
  await longestDelay(app.url);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const path = index % 2 === 0 ? "/api/auth/login" : "/login";
      const type = index % 2 === 0 ? JSON_TYPE : FORM_TYPE;
      const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-For: ${uniqueAddress()}\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\n\r\n`;
      return rawRequest(app.url, [head, ...Array.from({ length: 30 }, () => "{")], { everyMs: 1_000, patienceMs: 25_000 });
    }),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]));
  expect(await longestDelay(app.url)).toBeLessThan(MAX_DELAY_MS);
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
});
