// The first request of a function's instance arrives before the function has loaded the checks of the HTTP server, which hold
// for it all the same. It is sent to the function itself, because the platform's proxy would change it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { OUTPUT } from "@/scripts/vercel/build";
import { placeFunction, readOutput } from "@/scripts/vercel/output";
import { FORM_TYPE } from "@/tests/e2e/form-body";
import { rawRequest, type WireAnswer } from "@/tests/e2e/raw-request";
import { expect, test } from "@/tests/setup/fixtures";

const HOST_PROGRAM = path.resolve("scripts/vercel/function-host.mjs");
const HOST = "gatehouse.test";

/** Nothing that a function could connect to responds, so that no check needs another service. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  NODE_ENV: "production" as const,
  VERCEL: "1",
  VERCEL_ENV: "production",
  APP_ENV: "beta",
  APP_URL: `https://${HOST}`,
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
  UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
  UPSTASH_REDIS_REST_TOKEN: "u-0123456789-0123456789-0123456789",
  SMTP_URL: "smtp://127.0.0.1:1",
  EMAIL_FROM: "a@example.com",
  JWT_SECRET_KEY: "j-0123456789-0123456789-0123456789",
  ENCRYPTION_KEY: "e-0123456789-0123456789-0123456789",
  CRON_SECRET: "c-0123456789-0123456789-0123456789",
  LOG_LEVEL: "silent",
};

const FUNCTIONS = [
  { what: "the middleware", at: "/_middleware", target: "/api/config" },
  { what: "a page", at: "/login", target: "/login" },
  { what: "a route", at: "/api/config", target: "/api/config" },
];

/** Starts an instance of a function, sends it its first request, and ends it. */
async function firstAnswer(at: string, head: readonly string[], patienceMs = 20_000): Promise<WireAnswer> {
  const output = readOutput(path.resolve(OUTPUT)).find(at);
  if (output?.kind !== "function") throw new Error(`there is no function ${at}`);
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-function-"));
  placeFunction(process.cwd(), output.folder, folder);
  const instance = spawn(process.execPath, [HOST_PROGRAM, folder], {
    env: ENVIRONMENT,
    cwd: folder,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  try {
    const [{ port }] = (await once(instance, "message")) as [{ port: number }];
    return await rawRequest(`http://127.0.0.1:${port}`, [`${head.join("\r\n")}\r\n\r\n`], { patienceMs });
  } finally {
    instance.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

const code = ({ body }: WireAnswer) => /"code":"(\w+)"/.exec(body)?.[1];

function expectRefusal(answer: WireAnswer, status: number, expected: string): void {
  expect([answer.status, code(answer)]).toEqual([status, expected]);
  expect(answer.head).toMatch(/^Connection: close$/m);
  expect(answer.head).toMatch(/^X-Content-Type-Options: nosniff$/m);
  expect(answer.head).not.toMatch(/^x-middleware-/im);
}

for (const { what, at, target } of FUNCTIONS) {
  test(`refuses a second host in the first request of ${what}, and closes the connection`, async () => {
    const head = [`GET ${target} HTTP/1.1`, `Host: ${HOST}`, `Host: ${HOST}`];
    expectRefusal(await firstAnswer(at, head), 400, "MALFORMED_REQUEST");
  });
}

for (const { what, at, target } of FUNCTIONS.slice(1)) {
  test(`refuses TRACE in the first request of ${what}, and closes the connection`, async () => {
    const head = [`TRACE ${target} HTTP/1.1`, `Host: ${HOST}`];
    expectRefusal(await firstAnswer(at, head), 405, "METHOD_NOT_ALLOWED");
  });
}

test("never runs the middleware for TRACE, which its launcher cannot represent", async () => {
  const head = ["TRACE /api/config HTTP/1.1", `Host: ${HOST}`, "Connection: close"];
  expect((await firstAnswer("/_middleware", head)).status).toBe(500);
});

for (const { what, at, target, type } of [
  { what: "the middleware", at: "/_middleware", target: "/login", type: FORM_TYPE },
  { what: "a page", at: "/login", target: "/login", type: FORM_TYPE },
  { what: "a route", at: "/api/auth/login", target: "/api/auth/login", type: "application/json" },
]) {
  test(`ends the first request of ${what} whose body never arrives`, async () => {
    const head = [
      `POST ${target} HTTP/1.1`,
      `Host: ${HOST}`,
      `Origin: https://${HOST}`,
      "X-Forwarded-For: 203.0.113.9",
      `Content-Type: ${type}`,
      "Content-Length: 1000",
    ];
    // Less than the 20 seconds after which the app itself stops reading, so that this shows the HTTP server's limit. The
    // middleware has only the app's.
    const answer = await firstAnswer(at, head, at === "/_middleware" ? 25_000 : 18_000);
    expect([answer.status, code(answer)]).toEqual([408, "REQUEST_TIMEOUT"]);
    if (at !== "/_middleware") expect(answer.head).toMatch(/^Connection: close$/m);
  });
}
