// The errors of the platform, with functions that fail in every way, in processes of their own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FunctionInstances } from "./function-instances";
import { readOutput } from "./output";
import { createPlatformProxy } from "./proxy";

/** Name → the code of its handler. */
const FUNCTIONS: Record<string, string> = {
  index: `(request, response) => response.end(String(process.pid))`,
  throws: `() => { throw new Error("of the function"); }`,
  rejects: `async () => { throw new Error("of the function"); }`,
  exits: `() => process.exit(1)`,
  "exits-midway": `(request, response) => { response.write("a part"); setTimeout(() => process.exit(1), 50); }`,
  "exits-at-start": `(() => process.exit(1))()`,
  "throws-at-start": `(() => { throw new Error("of the module"); })()`,
  endless: `(request, response) => response.write(String(process.pid))`,
};

const MIDDLEWARE = `async (request) => {
  if (request.url.endsWith("?middleware=throws")) throw new Error("of the middleware");
  return new Response(null, { headers: { "x-middleware-next": "1", "content-security-policy": "of the middleware" } });
}`;

const ROUTES = [
  { src: "/static/.*", headers: { "x-from": "routes" }, continue: true },
  { src: "/(?!static/).*", middlewarePath: "/_middleware", continue: true },
  { handle: "filesystem" },
  { handle: "error" },
  { src: "/static/.*", status: 404, dest: "/static/not-found.txt", headers: {} },
  { src: "/.*", status: 500, dest: "/500" },
];

const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-proxy-test-"));
const functions = new Map<string, FunctionInstances>();
let proxy: http.Server;
let origin: string;

function writeFunction(name: string, handler: string, useWebApi = false): void {
  const place = path.join(folder, "functions", `${name}.func`);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, ".vc-config.json"), JSON.stringify({ handler: "handler.cjs", useWebApi }));
  writeFileSync(path.join(place, "handler.cjs"), `module.exports = ${handler};`);
}

beforeAll(async () => {
  for (const [name, handler] of Object.entries(FUNCTIONS)) writeFunction(name, handler);
  writeFunction("_middleware", MIDDLEWARE, true);
  mkdirSync(path.join(folder, "static", "static"), { recursive: true });
  writeFileSync(path.join(folder, "static", "500.html"), "the page for errors");
  writeFileSync(path.join(folder, "static", "static", "not-found.txt"), "no such file");
  const overrides = { "500.html": { path: "500", contentType: "text/html; charset=utf-8" } };
  writeFileSync(path.join(folder, "config.json"), JSON.stringify({ routes: ROUTES, overrides }));
  const output = readOutput(folder);
  const options = { instances: 1, freeze: true, coldEvery: 0 };
  for (const each of output.functions) {
    functions.set(each, new FunctionInstances(path.basename(each), each, process.env, options));
  }
  const instancesOf = (each: string) => functions.get(each)!;
  proxy = createPlatformProxy({ output, instancesOf, hops: 1, region: "dev1" });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

// The emulator's log lines.
beforeEach(() => void vi.spyOn(console, "log").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

afterAll(async () => {
  for (const each of functions.values()) each.retireAll();
  await new Promise((resolve) => proxy.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("a function that fails", () => {
  it.each(["throws", "rejects", "exits", "exits-at-start", "throws-at-start"])(
    "gets the static page for errors, with the headers of the middleware: %s",
    async (name) => {
      for (let round = 0; round < 2; round += 1) {
        const response = await fetch(`${origin}/${name}`);
        expect([response.status, await response.text()]).toEqual([500, "the page for errors"]);
        expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
        expect(response.headers.get("content-security-policy")).toBe("of the middleware");
        expect(response.headers.get("server")).toBe("Vercel");
        expect(response.headers.get("x-emulator-threw")).toBeNull();
      }
    },
  );

  it("breaks the connection if it has begun to respond", async () => {
    const response = await fetch(`${origin}/exits-midway`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });
});

it("answers with the platform's error if the middleware fails, and says so in the log", async () => {
  const response = await fetch(`${origin}/?middleware=throws`);
  expect([response.status, response.headers.get("x-vercel-error")]).toEqual([500, "MIDDLEWARE_INVOCATION_FAILED"]);
  expect(await response.text()).toContain("MIDDLEWARE_INVOCATION_FAILED");
  const lines = vi.mocked(console.log).mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>);
  const vercel_id = response.headers.get("x-vercel-id");
  expect(lines).toContainEqual(
    expect.objectContaining({ message: "invocation failed", function: "_middleware.func", vercel_id }),
  );
});

it("refuses a body over 4.5 MB before any function gets it", async () => {
  const post = (bytes: number) => fetch(`${origin}/`, { method: "POST", body: new Uint8Array(bytes) });
  expect((await post(4.5 * 1024 * 1024)).status).toBe(200);
  const response = await post(4.5 * 1024 * 1024 + 1);
  expect([response.status, response.headers.get("x-vercel-error")]).toEqual([413, "FUNCTION_PAYLOAD_TOO_LARGE"]);
});

it("sends the page of the routes for a missing static file, with their headers", async () => {
  const response = await fetch(`${origin}/static/none.js`);
  expect([response.status, await response.text()]).toEqual([404, "no such file"]);
  expect(response.headers.get("x-from")).toBe("routes");
  expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
});

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("an instance", () => {
  it("serves one request after another", async () => {
    const pids = await Promise.all([1, 2, 3].map(async () => (await fetch(`${origin}/`)).text()));
    expect(new Set(pids).size).toBe(1);
  });

  it("is free again when the client is gone before the response is complete", async () => {
    const client = new AbortController();
    const response = await fetch(`${origin}/endless`, { signal: client.signal });
    const { value } = await response.body!.getReader().read();
    const pid = Number(Buffer.from(value!).toString());
    const endless = [...functions].find(([name]) => name.endsWith("endless.func"))![1];
    // An instance ends only when it has no request.
    endless.retireAll();
    expect(isRunning(pid)).toBe(true);
    client.abort();
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 5000 });
  });

  it("takes no other request with it when it crashes", async () => {
    const index = [...functions].find(([name]) => name.endsWith("index.func"))![1];
    const before = await (await fetch(`${origin}/`)).text();
    index.crashOnce("/?crash=1");
    expect((await fetch(`${origin}/?crash=1`)).status).toBe(500);
    expect(await (await fetch(`${origin}/?crash=1`)).text()).toBe(before);
  });
});
