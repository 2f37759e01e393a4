// Hostile bodies are refused, the process survives, and other users are not affected.
import { uniqueAddress } from "@/tests/factories/addresses";
import { longestDelay } from "@/tests/e2e/metrics";
import { actionId, form, FORM_TYPE } from "@/tests/e2e/form-body";
import { newAddress } from "@/tests/e2e/journey";
import { expect, test } from "@/tests/setup/fixtures";

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = "application/json";
/** The longest delay in ms that the bodies may cause for other requests. */
const MAX_DELAY_MS = 200;

const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;
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
